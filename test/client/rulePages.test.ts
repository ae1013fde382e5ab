import { expect, it } from 'vitest';
import * as vscode from 'vscode';
import { linkToPages } from '../../client/src/features/rulePages.ts';

it('a finding links to its page in the extension', () => {
  const given = [
    { code: { value: 'compose/privileged', target: vscode.Uri.parse('https://example.com/a') } },
    { code: 'plain' },
  ] as vscode.Diagnostic[];
  let shown: vscode.Diagnostic[] = [];
  linkToPages(vscode.Uri.parse('file:///ext/docs/rules'))(
    vscode.Uri.parse('file:///w/a.yaml'),
    given,
    (_, each) => {
      shown = each;
    },
  );
  const [first, second] = shown.map(({ code }) => code);
  expect(typeof first === 'object' && first.target.toString()).toBe(
    'file:///ext/docs/rules/compose/privileged.md',
  );
  expect(second).toBe('plain');
});
