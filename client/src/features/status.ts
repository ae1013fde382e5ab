import * as vscode from 'vscode';
import { documentSelector } from './documents.ts';
import type { LanguageServer, ServerState } from './languageServer.ts';

/** Shows in the language status what the server is doing. */
export function showStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('plumbline.status', documentSelector());
  item.name = 'Plumbline';
  const show = (state: ServerState): void => {
    const { text, detail, severity, busy } = describe(state);
    item.selector = documentSelector();
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.busy = busy;
    item.command =
      state.kind === 'stopped'
        ? { title: 'Restart', command: 'plumbline.restartServer' }
        : { title: 'Open log', command: 'plumbline.openLog' };
  };
  show(server.state);
  return vscode.Disposable.from(item, server.onState(show));
}

interface Description {
  readonly text: string;
  readonly detail: string;
  readonly severity: vscode.LanguageStatusSeverity;
  readonly busy: boolean;
}

function describe(state: ServerState): Description {
  const { Information, Error: Fault } = vscode.LanguageStatusSeverity;
  if (state.kind === 'running') return running(state);
  if (state.kind === 'starting')
    return { text: 'Plumbline', detail: 'starting', severity: Information, busy: true };
  return { text: 'Plumbline', detail: 'stopped', severity: Fault, busy: false };
}

function running(state: Extract<ServerState, { kind: 'running' }>): Description {
  const { errors, warnings, notes } = state;
  const parts = [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].filter(
    (part) => part !== '',
  );
  const detail =
    parts.length === 0 ? 'no findings in this workspace' : `${parts.join(', ')} in this workspace`;
  return {
    text: 'Plumbline',
    detail,
    severity: vscode.LanguageStatusSeverity.Information,
    busy: state.state === 'busy',
  };
}

function plural(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
