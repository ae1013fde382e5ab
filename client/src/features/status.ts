import * as vscode from 'vscode';
import { SHOW_EFFECTIVE } from '../../../shared/src/protocol.ts';
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

/** Environments beyond these are counted. */
const MOST_NAMES = 4;

/** Shows in the language status which environments the file in the editor is in; leads to what they amount to. */
export function showEnvironments(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('plumbline.environments', []);
  item.name = 'Plumbline: Environments';
  item.command = { title: 'Show effective configuration', command: SHOW_EFFECTIVE };
  let asked = 0;
  const show = async (): Promise<void> => {
    const mine = ++asked;
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const all = uri === undefined ? [] : await server.environments(uri);
    // While the server can not say, what it last said stands.
    if (mine !== asked || !all) return;
    const names = all.flatMap(({ hasFile, label }) => (hasFile ? label : []));
    // In a file that is in no environment there is nothing to say.
    item.selector = names.length === 0 ? [] : documentSelector();
    item.text = listed(names);
    item.detail = names.length === 1 ? 'the environment of this file' : 'the environments of this file';
  };
  void show();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void show()),
    server.onFindings(() => void show()),
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ');
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
