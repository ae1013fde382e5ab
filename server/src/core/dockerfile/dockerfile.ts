/** What Plumbline wants to know of a Dockerfile: its last stage's settings, inherited through the stages it is built on. */
export interface Dockerfile {
  readonly uri: string;
  readonly healthcheck: Healthcheck | 'none' | undefined;
  /** Container ports declared by EXPOSE, as numbers. */
  readonly exposed: readonly number[];
  readonly user: string | undefined;
  /** The image that the last stage is built from in the end; undefined for `scratch` or an argument without default. */
  readonly baseImage: string | undefined;
}

/** A HEALTHCHECK: its test as Compose writes it, and the durations given. */
export interface Healthcheck {
  /** `CMD-SHELL command`, or `CMD arg arg ...`. */
  readonly test: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly retries?: number;
  readonly startPeriod?: string;
}
