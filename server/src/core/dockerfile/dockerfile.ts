/** What Plumbline wants to know of a Dockerfile: the settings of the stage that is built, the last one where none is chosen. */
export interface Dockerfile extends BuiltStage {
  readonly uri: string;
  /** In the order written. */
  readonly stages: readonly BuiltStage[];
}

/** The settings of a stage, inherited through the stages it is built on. */
export interface BuiltStage {
  /** In lower case: names of stages are compared without regard to it. */
  readonly name: string | undefined;
  readonly healthcheck: Healthcheck | 'none' | undefined;
  /** Container ports declared by EXPOSE, as numbers. */
  readonly exposed: readonly number[];
  readonly user: string | undefined;
  /** The image that the stage is built from in the end; undefined for `scratch` or an argument without default. */
  readonly baseImage: string | undefined;
}

/** A Dockerfile with the settings of one stage, chosen by name or number; undefined where there is no such stage. */
export function atStage(dockerfile: Dockerfile, target: string): Dockerfile | undefined {
  const { stages } = dockerfile;
  const number = /^\d+$/.test(target) ? Number(target) : undefined;
  const stage =
    stages.findLast(({ name }) => name === target.toLowerCase()) ??
    (number === undefined ? undefined : stages[number]);
  return stage && { ...dockerfile, ...stage };
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
