import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { schemaBookIn } from '../workspace/schemaFiles.ts';
import { serve } from './server.ts';

// Started by the extension over Node IPC; by other editors with `--stdio`.
const connection = createConnection(ProposedFeatures.all);
serve(connection, schemaBookIn(path.join(__dirname, 'schemas')));
connection.listen();
