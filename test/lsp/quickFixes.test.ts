import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const BARE = `# Two containers.
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: api # the API
      image: example/api:1.4.2
      imagePullPolicy: Always
      ports:
        - containerPort: 8000
    - name: proxy
      image: example/proxy:1.4.2
`;

const HARDENED_API = `      resources:
        requests:
          cpu: 100m
          memory: 128Mi
        limits:
          memory: 512Mi
      livenessProbe:
        tcpSocket:
          port: 8000
        periodSeconds: 10
        failureThreshold: 3
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
`;

function titled(actions: readonly CodeAction[], title: string): CodeAction {
  const found = actions.find((each) => each.title === title);
  if (!found) throw new Error(`No "${title}" among ${actions.map((each) => each.title).join(', ')}`);
  return found;
}

function titles(actions: readonly CodeAction[]): string[] {
  return actions.map((each) => each.title);
}

describe('the lightbulb', () => {
  it('offers the fix first, then to suppress, then the page', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const shown = await editor.diagnostics(document.uri);
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      ['Remove "privileged"', 'quickfix', true],
      ['Suppress "compose/privileged" here, with a reason', 'quickfix', false],
      ['Open the page of "compose/privileged"', 'quickfix', false],
    ]);
    for (const action of actions) expect(action.diagnostics).toEqual(shown.diagnostics);
  });

  it('offers what stands under the caret, at both ends of it, and nothing elsewhere', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const { start, end } = document.rangeOf('true\n');
    const value = { start: { line: 10, character: 16 }, end: { line: 10, character: 20 } };
    expect(start.line).not.toBe(value.start.line);
    for (const at of [value.start, { line: 10, character: 18 }, value.end]) {
      expect(titles(await editor.codeActions(document, { start: at, end: at }))).toContain(
        'Remove "privileged"',
      );
    }
    for (const at of [start, end, { line: 10, character: 15 }]) {
      expect(await editor.codeActions(document, { start: at, end: at })).toEqual([]);
    }
    const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
    expect(titles(await editor.codeActions(document, whole))).toContain('Remove "privileged"');
  });

  it('prefers one fix of each finding, also where there are several', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/pod.yaml', BARE);
    const actions = await editor.codeActions(document, document.rangeOf('name: api'));
    const fixes = actions.filter((each) => each.edit && /^(?:Set|Add|Drop)/.test(each.title));
    const preferred = fixes.filter((each) => each.isPreferred);
    const shown = (await editor.diagnostics(document.uri)).diagnostics.filter(
      (each) => each.range.start.line === 12,
    );
    expect(preferred.map((each) => each.diagnostics?.[0]?.code)).toEqual(shown.map((each) => each.code));
    expect(titles(fixes.filter((each) => !each.isPreferred))).toEqual([
      'Set "readOnlyRootFilesystem" to true and mount an emptyDir at /tmp',
    ]);
  });

  it.each([[''], ['quickfix']])('offers quick fixes to an editor that asks for "%s"', async (only) => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'), only);
    expect(titles(actions)).toContain('Remove "privileged"');
    expect(actions.map((each) => each.kind)).not.toContain('source.fixAll.plumbline');
  });

  it.each([['refactor'], ['quick'], ['quickfix.other'], ['source.organizeImports']])(
    'offers nothing to an editor that asks for "%s"',
    async (only) => {
      const editor = await startEditor();
      const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
      expect(await editor.codeActions(document, document.rangeOf('privileged: true'), only)).toEqual([]);
    },
  );

  it('offers nothing in files that are none of its business', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/notes.yaml', 'a: 1\n');
    expect(await editor.codeActions(document, document.rangeOf('a'))).toEqual([]);
  });
});

describe('a fix', () => {
  it('changes the version it was made for, to the byte, and is gone with its finding', async () => {
    const editor = await startEditor();
    const text = PRIVILEGED.replace('privileged: true', 'privileged: true   # for now');
    const document = await editor.open('file:///loose/compose.yaml', text, 'yaml', 41);
    await editor.diagnostics(document.uri);
    const [fix] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(fix?.edit).toEqual({
      documentChanges: [
        {
          textDocument: { uri: document.uri, version: 41 },
          edits: [
            { range: { start: { line: 10, character: 0 }, end: { line: 11, character: 0 } }, newText: '' },
          ],
        },
      ],
    });
    await document.apply(fix?.edit);
    expect(document.text).toBe(SOUND);
    await editor.diagnostics(document.uri, showing());
  });

  it('names no version of a file that is not open, so that the editor takes it as it is on disk', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri);
    const document = await editor.open(folder.uriOf('other/compose.yaml'), PRIVILEGED);
    const closed = await editor.actionsAt(uri, document.rangeOf('privileged: true'));
    expect(closed[0]?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: null } }]);
  });

  it('of all findings of a kind is named with their number and mends those alone', async () => {
    const editor = await startEditor();
    const two = `version: "3"\n${PRIVILEGED}${PRIVILEGED.replace('services:\n', '').replace('api:', 'web:')}`;
    const document = await editor.open('file:///loose/compose.yaml', two);
    await editor.diagnostics(document.uri);
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(titles(actions)[1]).toBe('Fix all 2 of "compose/privileged" in this file');
    await document.apply(actions[1]?.edit);
    expect(document.text).toBe(two.replaceAll('    privileged: true\n', ''));
    await editor.diagnostics(document.uri, showing('compose/version-field'));
  });

  it('of all findings of a kind counts those that it can mend', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/pod.yaml', BARE);
    const { diagnostics } = await editor.diagnostics(document.uri);
    expect(diagnostics.filter((each) => each.code === 'kubernetes/liveness-probe')).toHaveLength(2);
    expect(diagnostics.filter((each) => each.code === 'kubernetes/cpu-requests')).toHaveLength(2);
    const all = titles(await editor.codeActions(document, document.rangeOf('name: api')));
    // Nothing tells how to probe the proxy.
    expect(all.filter((each) => each.includes('liveness'))).not.toContain(
      'Fix all 2 of "kubernetes/liveness-probe" in this file',
    );
    expect(all).toContain('Fix all 2 of "kubernetes/cpu-requests" in this file');
  });

  it('can be refused, with a reason, by a comment', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'));
    await document.apply(titled(actions, 'Suppress "compose/privileged" here, with a reason').edit);
    expect(document.text).toBe(
      `${SOUND}    # plumbline-disable-next-line compose/privileged -- TODO: reason\n    privileged: true\n`,
    );
    await editor.diagnostics(document.uri, showing());
  });

  it('can be refused on several lines at once', async () => {
    const editor = await startEditor();
    const privileged = '    privileged: true\n';
    const text = `${PRIVILEGED}${PRIVILEGED.replace('services:\n', '').replace('api:', 'web:')}`;
    const document = await editor.open('file:///loose/compose.yaml', text);
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const actions = await editor.codeActions(document, whole);
    const refusal = titled(actions, 'Suppress "compose/privileged" here, with a reason');
    expect(refusal.diagnostics).toHaveLength(2);
    await document.apply(refusal.edit);
    const comment = '    # plumbline-disable-next-line compose/privileged -- TODO: reason\n';
    expect(document.text).toBe(text.replaceAll(privileged, comment + privileged));
    await editor.diagnostics(document.uri, showing());
  });

  it('of a value that several services share is offered once', async () => {
    const editor = await startEditor();
    const service = `${SOUND.slice('services:\n'.length)}    ports: *ports\n`;
    const services = ['a', 'b', 'c'].map((name) => service.replace('api:', `${name}:`)).join('');
    const text = `x-ports: &ports ["6379:6379"]\nservices:\n${services}`;
    const document = await editor.open('file:///loose/compose.yaml', text);
    const actions = await editor.codeActions(document, document.rangeOf('6379:6379'));
    const fixes = actions.filter((each) => each.isPreferred);
    expect(titles(fixes)).toEqual([...new Set(titles(fixes))]);
    expect(fixes.map((each) => each.diagnostics?.length)).toEqual([3]);
    expect(titles(actions)).toEqual([...new Set(titles(actions))]);
  });

  it('of a syntax error is not to be suppressed', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', 'services: {\n');
    await editor.diagnostics(document.uri, showing('yaml/syntax'));
    const whole = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
    expect(titles(await editor.codeActions(document, whole))).toEqual(['Open the page of "yaml/syntax"']);
  });

  it('has a page that a command of the editor opens', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(titled(actions, 'Open the page of "compose/privileged"').command).toEqual({
      title: 'Open the page of "compose/privileged"',
      command: 'plumbline.openRulePage',
      arguments: ['compose/privileged'],
    });
  });
});

describe('"Harden container"', () => {
  it('joins everything that one container lacks into one insertion', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/pod.yaml', BARE);
    const before = await editor.diagnostics(document.uri);
    const api = before.diagnostics.filter((each) => each.range.start.line === 12);
    const actions = await editor.codeActions(document, document.rangeOf('name: api'));
    const harden = titled(actions, 'Harden container "api": 7 settings');
    expect(harden.kind).toBe('quickfix');
    expect(harden.isPreferred).not.toBe(true);
    expect(harden.diagnostics).toEqual(api);
    await document.apply(harden.edit);
    expect(document.text).toBe(
      BARE.replace('        - containerPort: 8000\n', (port) => port + HARDENED_API),
    );
    const after = await editor.diagnostics(document.uri, ({ version }) => version === 2);
    // The Pod itself is found for being nobody's.
    const others = after.diagnostics.filter(({ code }) => code !== 'kubernetes/naked-pod');
    expect(new Set(others.map((each) => document.at(each.range)))).toEqual(new Set(['proxy']));
  });

  it('joins the settings of a service and of a pod, too', async () => {
    const editor = await startEditor();
    const service = await editor.open(
      'file:///loose/compose.yaml',
      SOUND.replace('    restart: unless-stopped\n', '').replace('    user: "1000:1000"\n', ''),
    );
    const actions = await editor.codeActions(service, service.rangeOf('api'));
    await service.apply(titled(actions, 'Harden service "api": 2 settings').edit);
    expect(service.text).toBe(SOUND);

    const pod = await editor.open(
      'file:///loose/pod.yaml',
      BARE.replace(/ {2}automount[\s\S]*RuntimeDefault\n/, ''),
    );
    const offered = await editor.codeActions(pod, pod.rangeOf('web'));
    expect(titles(offered)).toContain('Harden Pod "web": 2 settings');
  });

  it('is not offered where one setting alone is missing', async () => {
    const editor = await startEditor();
    const document = await editor.open(
      'file:///loose/compose.yaml',
      SOUND.replace('    restart: unless-stopped\n', ''),
    );
    const actions = await editor.codeActions(document, document.rangeOf('api'));
    expect(titles(actions)).toEqual([
      'Set "restart" to unless-stopped',
      'Suppress "compose/restart-policy" here, with a reason',
      'Open the page of "compose/restart-policy"',
    ]);
  });
});
