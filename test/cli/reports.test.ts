import { describe, expect, it } from 'vitest';
import { Folder } from './folder.ts';
import { CLEAN, WITH_ERROR } from './manifests.ts';

describe('junit', () => {
  const report = async (files: { readonly [path: string]: string }) =>
    (await new Folder(files).lint('--format', 'junit')).out;

  it('has a suite for each file and a failed case for each finding', async () => {
    const out = await report({ 'compose.yaml': WITH_ERROR, 'clean/compose.yaml': CLEAN });
    expect(out.split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="plumbline" tests="1" failures="1" errors="0">',
      '  <testsuite name="compose.yaml" tests="1" failures="1" errors="0">',
      '    <testcase classname="compose.yaml" name="compose/privileged (11:17)" file="compose.yaml" line="11">',
      '      <failure type="error" message="Service &quot;api&quot; is privileged: whoever controls it controls the host.">compose.yaml:11:17: Service &quot;api&quot; is privileged: whoever controls it controls the host.</failure>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ]);
  });

  it('is a report that passes where nothing is found', async () => {
    expect(await report({ 'compose.yaml': CLEAN })).toContain('name="1 files without findings"/>');
  });

  it('escapes what XML takes for its own, or does not take at all', async () => {
    const out = await report({ 'compose.yaml': WITH_ERROR.replace('api:', '"<a>&\\u0001":') });
    expect(out).toContain('&lt;a&gt;&amp;\\u0001');
    expect(out).not.toContain('\u0001');
  });
});

describe('codeclimate', () => {
  const issues = async (files: { readonly [path: string]: string }) =>
    JSON.parse((await new Folder(files).lint('--format', 'codeclimate')).out);

  it('has an issue for each finding', async () => {
    expect(await issues({ 'compose.yaml': WITH_ERROR })).toEqual([
      {
        type: 'issue',
        check_name: 'compose/privileged',
        description: 'Service "api" is privileged: whoever controls it controls the host.',
        categories: ['Security'],
        severity: 'critical',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        location: { path: 'compose.yaml', lines: { begin: 11, end: 11 } },
      },
    ]);
    expect(await issues({ 'compose.yaml': CLEAN })).toEqual([]);
  });

  it('knows a finding again when its line has moved, and tells two of a kind apart', async () => {
    const [before] = await issues({ 'compose.yaml': WITH_ERROR });
    const [after] = await issues({ 'compose.yaml': `# new\n${WITH_ERROR}` });
    expect(after.fingerprint).toBe(before.fingerprint);
    const twice = await issues({ 'compose.yaml': `${CLEAN}    cap_add: [SYS_ADMIN, SYS_ADMIN]\n` });
    expect(new Set(twice.map((each: { fingerprint: string }) => each.fingerprint)).size).toBe(2);
  });
});
