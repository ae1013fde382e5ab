import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

// Started by the extension over Node IPC; by other editors with `--stdio`.
const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();
