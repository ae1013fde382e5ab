import { parseArgs } from 'node:util';
import { enginePage } from '../core/analysis/enginePage.ts';
import { ENGINE_RULES } from '../core/analysis/engineRules.ts';
import type { AnyRule } from '../core/rule/rule.ts';
import { rulePage } from '../core/rule/rulePage.ts';
import { closestName } from '../core/text/closestName.ts';
import { RULES } from '../rules/index.gen.ts';
import { type Io, UsageError } from './io.ts';

const HELP = `Usage: plumbline explain <rule>...

Prints the documentation of rules: why it matters, what to do, examples, options. A rule is called by its id
(kubernetes/liveness-probe), by the last part of it, or by the name that another tool has for it (CKV_K8S_8).
`;

/** `plumbline explain`. @returns the exit code */
export function explain(argv: readonly string[], io: Io): number {
  const { names, help } = argumentsOf(argv);
  if (help) {
    io.out(HELP);
    return 0;
  }
  if (names.length === 0) throw new UsageError('Name a rule, such as kubernetes/liveness-probe.');
  io.out(names.flatMap(pagesFor).join('\n'));
  return 0;
}

function argumentsOf(argv: readonly string[]) {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { names: positionals, help: values.help === true };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function pagesFor(name: string): string[] {
  const engine = Object.values(ENGINE_RULES).filter(({ id }) => id === name || id.endsWith(`/${name}`));
  const exact = RULES.filter(({ id }) => id === name);
  const short = RULES.filter(({ id }) => id.endsWith(`/${name}`));
  const found = [exact, short, RULES.filter((rule) => isAlias(rule, name))].find(({ length }) => length > 0);
  const pages = [...(found ?? []).map(rulePage), ...engine.map(enginePage)];
  if (pages.length > 0) return pages.map(withoutMark);
  const ids = [...RULES.map(({ id }) => id), ...Object.keys(ENGINE_RULES)];
  const closest = closestName(name, [...ids, ...ids.map((id) => id.replace(/^.*\//, ''))]);
  const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`;
  throw new UsageError(`There is no rule "${name}".${hint}`);
}

function isAlias({ aliases }: AnyRule, name: string): boolean {
  const wanted = name.toLowerCase();
  return Object.values(aliases ?? {}).some((names) =>
    names.split(',').some((each) => each.trim().toLowerCase() === wanted),
  );
}

/** That a page is generated is of no interest here. */
function withoutMark(page: string): string {
  return page.replace(/^<!--.*-->\n/, '');
}
