import type { Connection } from 'vscode-languageserver/node';
import type { EditorSettings } from '../../../shared/src/protocol.ts';
import type { Log } from './handler.ts';
import { SECTIONS } from './registrations.ts';

/** Plumbline's settings in a folder, and what the editor hides of it. */
type Settings = readonly [EditorSettings, unknown];

/** What holds where the editor says nothing. */
export const NO_SETTINGS: Settings = [{}, undefined];

/** Asks the editor for the settings of a folder, or of what is in none; the defaults where it does not answer. */
export async function askForSettings(
  connection: Connection,
  root: string | undefined,
  log: Log,
): Promise<Settings> {
  const scope = root === undefined ? {} : { scopeUri: root };
  try {
    const items = SECTIONS.map((section) => ({ ...scope, section }));
    const [own, hidden] = await connection.workspace.getConfiguration(items);
    return [own ?? {}, hidden];
  } catch (error) {
    log.warn(`The editor does not tell its settings, so the defaults hold: ${String(error)}`);
    return NO_SETTINGS;
  }
}
