import { expect, it } from 'vitest';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';

const REGISTER = 'secrets:\n  - name: Secret/db\n';

it('offers to mend the register of secrets, and no comment where none counts', async () => {
  const folder = new DiskFolder({ '.plumbline.yaml': REGISTER });
  const editor = await startEditor({ folders: [folder.uri] });
  const document = await editor.open(`${folder.uri}/.plumbline.yaml`, REGISTER);
  const { diagnostics } = await editor.diagnostics(document.uri);
  expect(diagnostics.map(({ code }) => code)).toEqual(['secrets/orphaned']);
  const actions = await editor.codeActions(document, document.rangeOf('Secret/db'));
  expect(actions.map(({ title }) => title)).toEqual([
    'Remove "Secret/db" from the register',
    'Open the page of "secrets/orphaned"',
  ]);
});
