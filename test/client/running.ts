import type * as vscode from 'vscode';
import { activate } from '../../client/src/extension.ts';
import { readChecklist } from '../../server/src/core/checklist/checklist.ts';
import {
  FINDINGS_BY_RULE,
  type FindingSummary,
  type FindingsByRuleParams,
  type FindingsByRuleResult,
  READ_CHECKLIST,
  type ReadChecklistParams,
  type RuleScope,
} from '../../shared/src/protocol.ts';
import { LanguageClient } from '../support/fakeLanguageClient.ts';
import { newWorld, world } from '../support/fakeVscode.ts';
import { extensionContext } from './extensionContext.ts';

/** What the server finds, in what, and which rules it does not know or has switched off. */
export const server: {
  findings: FindingSummary[];
  unknown: string[];
  off: string[];
  scope: Omit<RuleScope, 'ruleId'>;
} = { findings: [], unknown: [], off: [], scope: { judged: 1, broken: [] } };

/** A new editor, and a server that reads checklists as the real one does and finds nothing. */
export function newEditor(): void {
  newWorld();
  LanguageClient.reset();
  Object.assign(server, { findings: [], unknown: [], off: [], scope: { judged: 1, broken: [] } });
  LanguageClient.answers = (method, params) => {
    if (method === READ_CHECKLIST) return readChecklist((params as ReadChecklistParams).text);
    if (method !== FINDINGS_BY_RULE) throw new Error(`The server does not know ${method}.`);
    const { rules } = params as FindingsByRuleParams;
    const result: FindingsByRuleResult = {
      findings: server.findings.filter((finding) => rules.includes(finding.ruleId)),
      unknown: server.unknown,
      off: server.off,
      scopes: rules.map((ruleId) => ({ ruleId, ...server.scope })),
    };
    return result;
  };
}

/** The extension, activated, after it has read the workspace. */
export async function start(): Promise<vscode.ExtensionContext> {
  const context = extensionContext();
  await activate(context);
  await world.run('plumbline.refreshChecklists');
  return context;
}

/** A finding on the second line of a file. */
export function finding(ruleId: string, uri: string): FindingSummary {
  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
  return { uri, range, ruleId, message: `${ruleId} in ${uri}`, severity: 'warning' };
}
