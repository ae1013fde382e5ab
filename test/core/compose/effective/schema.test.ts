import { describe, expect, test } from 'vitest';
import { schemaFaults } from '../../../../server/src/core/compose/effective/schemaFaults.ts';
import type { Fault } from '../../../../server/src/core/schema/fault.ts';
import { SCHEMAS } from '../../../support/analysis.ts';
import { TOPICS } from './cases/index.ts';
import { type ComposeCase, modelOf } from './composeCase.ts';
import { expectedOf } from './expected.ts';

function faultsOf(each: ComposeCase): readonly Fault[] {
  return schemaFaults(SCHEMAS.compose(), modelOf(each));
}

const all = Object.entries(TOPICS).flatMap(([topic, cases]) =>
  cases.map((each) => ({ each, expected: expectedOf(topic)[each.name] })),
);
const named = (list: readonly { readonly each: ComposeCase }[]) =>
  list.map(({ each }) => [each.name, each] as const);

describe('what Docker Compose accepts fits the schema', () => {
  const accepted = all.filter(({ expected }) => expected && 'data' in expected);
  test.each(named(accepted))('%s', (_, each) => {
    expect(faultsOf(each)).toEqual([]);
  });
});

describe('what Docker Compose refuses for its schema does not fit it', () => {
  const refused = all.filter(({ each }) => modelOf(each).problems.some(({ code }) => code === 'schema'));
  test.each(named(refused))('%s', (_, each) => {
    expect(faultsOf(each)).not.toEqual([]);
  });
});
