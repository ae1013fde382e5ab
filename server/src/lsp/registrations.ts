import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver/node';

/** The files that are watched wherever they are, by their names. */
export const WATCHED_NAMES =
  '{*.yaml,*.yml,*[dD]ockerfile*,Kustomization,*[mM]akefile,*.mk,*[jJ]ustfile,package.json,*.sh,README*,Jenkinsfile,.env*,.gitignore,.trivyignore}';

/** The settings that count: Plumbline's own, and what the editor hides. */
export const SECTIONS = ['plumbline', 'files.exclude'] as const;

/** What an editor lets a server register for while it runs. */
export interface Registers {
  readonly configuration: boolean;
  readonly files: boolean;
}

export function registersOf({ workspace }: ClientCapabilities): Registers {
  return {
    configuration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    files: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

/** Asks the editor to tell of changed settings and files. */
export async function askForEvents({ client }: Connection, registers: Registers): Promise<void> {
  try {
    if (registers.configuration) {
      await client.register(DidChangeConfigurationNotification.type, { section: [...SECTIONS] });
    }
    if (registers.files) {
      const watchers = [{ globPattern: `**/${WATCHED_NAMES}` }];
      await client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
  } catch {
    // The library has logged it. The server goes on with what it is told.
  }
}
