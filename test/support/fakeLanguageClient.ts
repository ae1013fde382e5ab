import type * as real from 'vscode-languageclient/node';
import type { EnumValues } from './vscodeValues.ts';

export const CloseAction = { DoNotRestart: 1, Restart: 2 } as const satisfies EnumValues<
  typeof real.CloseAction
>;
export const ErrorAction = { Continue: 1, Shutdown: 2 } as const satisfies EnumValues<
  typeof real.ErrorAction
>;
export const TransportKind = { stdio: 0, ipc: 1, pipe: 2, socket: 3 } as const satisfies EnumValues<
  typeof real.TransportKind
>;

type Used = 'needsStop' | 'isRunning' | 'start' | 'stop';

/** What the server answers, by request. */
export type Answers = (method: string, params: unknown) => unknown;

/** A client without a process: the test says when it starts, crashes and hangs. */
export class LanguageClient implements Pick<real.LanguageClient, Used> {
  /** Those made since the test began, in their order. */
  static made: LanguageClient[] = [];
  static answers: Answers = () => undefined;
  static failStart: Error | undefined;
  static failStop: Error | undefined;
  readonly options: real.LanguageClientOptions;
  readonly serverOptions: real.ServerOptions;
  /** The notifications that it sent. */
  readonly told: (readonly [method: string, params: unknown])[] = [];
  starts = 0;
  running = false;
  private failure: Promise<never> | undefined;
  private readonly handlers = new Map<string, (params: unknown) => void>();

  constructor(
    _id: string,
    _name: string,
    serverOptions: real.ServerOptions,
    options: real.LanguageClientOptions,
  ) {
    this.serverOptions = serverOptions;
    this.options = options;
    LanguageClient.made.push(this);
  }

  static reset(): void {
    LanguageClient.made = [];
    LanguageClient.answers = () => undefined;
    LanguageClient.failStart = undefined;
    LanguageClient.failStop = undefined;
  }

  static get last(): LanguageClient {
    const client = LanguageClient.made.at(-1);
    if (!client) throw new Error('No client was made.');
    return client;
  }

  needsStop(): boolean {
    return this.running;
  }

  isRunning(): boolean {
    return this.running;
  }

  /** As the real one: once a start has failed, every further one gives the same failure. */
  async start(): Promise<void> {
    if (this.failure) return this.failure;
    this.starts++;
    if (LanguageClient.failStart) {
      this.failure = Promise.reject(LanguageClient.failStart);
      return this.failure;
    }
    this.running = true;
  }

  /** As the real one: stopped it is, even where the server did not answer. */
  async stop(): Promise<void> {
    this.running = false;
    if (LanguageClient.failStop) throw LanguageClient.failStop;
  }

  async sendRequest(method: string, params: unknown): Promise<unknown> {
    return LanguageClient.answers(method, params);
  }

  async sendNotification(method: string, params: unknown): Promise<void> {
    this.told.push([method, params]);
  }

  onNotification(method: string, handler: (params: unknown) => void): void {
    this.handlers.set(method, handler);
  }

  /** The server sends a notification. */
  notify(method: string, params?: unknown): void {
    this.handlers.get(method)?.(params);
  }

  /** The server's process ends. @returns whether the client starts it again */
  async crash(): Promise<boolean> {
    const result = await this.options.errorHandler?.closed();
    this.running = result?.action === CloseAction.Restart;
    return this.running;
  }
}
