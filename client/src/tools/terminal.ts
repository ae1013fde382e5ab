import * as vscode from 'vscode';
import { commandLine, type Invocation } from './invocation.ts';
import { type Outcome, runInvocation } from './runner.ts';

const INSTALL: { readonly [tool: string]: string } = {
  docker:
    'Install Docker with the Compose plugin (https://docs.docker.com/compose/install/), or set "plumbline.tools.docker".',
  kubectl: 'Install kubectl (https://kubernetes.io/docs/tasks/tools/), or set "plumbline.tools.kubectl".',
};

/** Runs a program in a terminal of its own, where its output can be read and it can be stopped. */
export async function runInTerminal<T>(
  title: string,
  tool: 'docker' | 'kubectl',
  invocation: Invocation<T>,
): Promise<Outcome<T>> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(
      'Plumbline starts no programs in a workspace that you do not trust.',
    );
    return { kind: 'untrusted' };
  }
  return new Promise((resolve) => {
    const pty = new InvocationTerminal(invocation, tool, resolve);
    const task = new vscode.Task(
      { type: 'plumbline', command: title },
      vscode.TaskScope.Workspace,
      title,
      'Plumbline',
      new vscode.CustomExecution(async () => pty),
    );
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, focus: false };
    void vscode.tasks.executeTask(task);
  });
}

class InvocationTerminal<T> implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  private readonly abort = new AbortController();
  private readonly invocation: Invocation<T>;
  private readonly tool: string;
  private readonly done: (outcome: Outcome<T>) => void;
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;

  constructor(invocation: Invocation<T>, tool: string, done: (outcome: Outcome<T>) => void) {
    this.invocation = invocation;
    this.tool = tool;
    this.done = done;
  }

  open(): void {
    void this.run();
  }

  close(): void {
    this.abort.abort();
  }

  handleInput(data: string): void {
    if (data === '\u0003') this.abort.abort();
  }

  private async run(): Promise<void> {
    const write = (text: string): void => this.written.fire(text.replace(/\r?\n/g, '\r\n'));
    write(`\u001b[1m> ${commandLine(this.invocation)}\u001b[0m\n\n`);
    const outcome = await runInvocation(this.invocation, {
      trusted: vscode.workspace.isTrusted,
      signal: this.abort.signal,
      onOutput: write,
    });
    write(`${this.verdict(outcome)}\n`);
    this.closed.fire(outcome.kind === 'done' ? 0 : 1);
    this.done(outcome);
  }

  private verdict(outcome: Outcome<T>): string {
    switch (outcome.kind) {
      case 'done':
        return '\u001b[32m\u2714 Done.\u001b[0m';
      case 'failed':
        return `\u001b[31m\u2718 It failed with exit code ${outcome.code}.\u001b[0m`;
      case 'missing':
        return `\u001b[31m\u2718 The program "${this.invocation.program}" was not found.\u001b[0m\n${INSTALL[this.tool] ?? ''}`;
      case 'cancelled':
        return 'Cancelled.';
      case 'untrusted':
        return 'Not started: this workspace is not trusted.';
    }
  }
}
