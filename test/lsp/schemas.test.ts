import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SchemaBook } from '../../server/src/core/schema/schemaBook.ts';
import { Folder } from '../../server/src/lsp/folder.ts';
import { SchemaOwners } from '../../server/src/lsp/schemaOwners.ts';
import { schemaBookIn } from '../../server/src/workspace/schemaFiles.ts';
import type { SchemaOwnersParams } from '../../shared/src/protocol.ts';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { showing } from './texts.ts';

const BUDGET =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: api\nspec:\n  maxUnavailble: 1\n';
const COMPOSE = 'services:\n  api:\n    image: example/api:1.4.2\n    privileged: true\n    mem_limt: 512M\n';
const NOBODY: SchemaOwnersParams = { present: false, byName: true, globs: [] };
const REDHAT: SchemaOwnersParams = { present: true, byName: true, globs: [] };

const invalid = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }): boolean =>
  diagnostics.some(({ code }) => String(code).endsWith('/schema-invalid'));
const valid = (params: Parameters<typeof invalid>[0]): boolean => !invalid(params);

describe('the server', () => {
  it('shows its first findings before it loads a schema', async () => {
    const loaded: string[] = [];
    const built = schemaBookIn(path.resolve(import.meta.dirname, '../../dist/schemas'));
    const source = {
      kubernetes: () => {
        loaded.push('kubernetes');
        throw new Error('not in this test');
      },
      kubernetesTypes: () => {
        throw new Error('not in this test');
      },
      compose: () => {
        loaded.push('compose');
        throw new Error('not in this test');
      },
    };
    const shown: string[][] = [];
    const text = COMPOSE;
    const uri = 'vscode-vfs://a/compose.yaml';
    const folder = new Folder('vscode-vfs://a', {
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      schemas: new SchemaBook(source),
      schemaOwners: new SchemaOwners(),
      openFiles: () => new Map([[uri, { uri, text }]]),
      judged: (_, { analysis }) => {
        shown.push([...(analysis.findings.get(uri) ?? [])].map((each) => each.ruleId).sort(), [...loaded]);
      },
      busy: () => undefined,
    });
    expect(built.compose().expected.fields).toContain('services');
    folder.configured({});
    await expect.poll(() => shown.length).toBe(4);
    expect(shown[0]).toContain('compose/privileged');
    expect(shown[1]).toEqual([]);
    // Only the schema of what is there is asked for.
    expect(shown[3]).toEqual(['compose']);
    folder.dispose();
  });

  it('then says what does not fit a schema', async () => {
    const folder = new DiskFolder({ 'budget.yaml': BUDGET, 'compose.yaml': COMPOSE });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('budget.yaml'), showing('kubernetes/schema-invalid'));
    await editor.diagnostics(folder.uriOf('compose.yaml'), invalid);
  });

  it('leaves that out where it is switched off', async () => {
    const folder = new DiskFolder({ 'compose.yaml': COMPOSE });
    const editor = await startEditor({
      folders: [folder.uri],
      settings: () => ({ schemaValidation: 'off' }),
    });
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri);
    await editor.settled(uri);
    expect(editor.codes(uri)).toContain('compose/privileged');
    expect(editor.codes(uri)).not.toContain('compose/schema-invalid');
    await editor.changeSettings(() => ({ schemaValidation: 'on' }));
    await editor.diagnostics(uri, invalid);
    await editor.changeSettings(() => ({ schemaValidation: 'off' }));
    await editor.diagnostics(uri, valid);
  });
});

describe('where the YAML extension of Red Hat checks a file', () => {
  it('the server steps back, and comes forward again', async () => {
    const folder = new DiskFolder({ 'compose.yaml': COMPOSE });
    const editor = await startEditor({ folders: [folder.uri], schemaOwners: NOBODY });
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri, invalid);
    await editor.changeSchemaOwners(REDHAT);
    const left = await editor.diagnostics(uri, valid);
    expect(left.diagnostics.map((each) => each.code)).toContain('compose/privileged');
    await editor.changeSettings(() => ({ schemaValidation: 'on' }));
    await editor.diagnostics(uri, invalid);
    await editor.changeSettings(() => ({}));
    await editor.diagnostics(uri, valid);
    await editor.changeSchemaOwners({ ...REDHAT, byName: false });
    await editor.diagnostics(uri, invalid);
  });

  it.each<[string, Partial<SchemaOwnersParams>, string, string, boolean]>([
    ['a Compose file by its name', {}, 'docker-compose.prod.yml', '', true],
    ['a kustomization by its name', {}, 'base/kustomization.yaml', '', true],
    ['no manifest by its name', {}, 'k8s/api.yaml', '', false],
    ['what a glob names, in any folder', { globs: ['k8s/*.yaml'] }, 'deploy/k8s/api.yaml', '', true],
    ['what a glob names from the root', { globs: ['/k8s/*.yaml'] }, 'deploy/k8s/api.yaml', '', false],
    ['what a glob names from the root, there', { globs: ['/k8s/*.yaml'] }, 'k8s/api.yaml', '', true],
    ['a file that names its schema', {}, 'k8s/api.yaml', '# yaml-language-server: $schema=a.json\n', true],
    ['nothing where it is not there', { present: false }, 'compose.yaml', '', false],
  ])('it checks %s', (_, params, file, text, checks) => {
    const owners = new SchemaOwners();
    owners.update({ ...REDHAT, ...params });
    expect(owners.check(`file:///work/${file}`, text, 'file:///work')).toBe(checks);
  });

  it('takes no nonsense from an editor', () => {
    const owners = new SchemaOwners();
    for (const params of [undefined, null, 5, { present: 'yes', globs: [5] }]) owners.update(params);
    expect(owners.check('file:///work/compose.yaml', '', undefined)).toBe(false);
  });
});
