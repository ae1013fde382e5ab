import { type Pair, pairsOf } from '../../core/compose/pairs.ts';
import { edit } from '../../core/edit/edit.ts';
import { rootOf } from '../../core/model/document.ts';
import type { Node } from '../../core/model/node.ts';
import { entriesOf, get } from '../../core/model/read.ts';
import type { Fix } from '../../core/rule/problem.ts';

/** A pair of a service, and the field that it stands in. */
export interface Given {
  readonly pair: Pair;
  /** `environment` */
  readonly where: string;
}

/** The pairs of a service in which secrets may stand. */
export function givenPairs(service: Node): Given[] {
  const fields: readonly (readonly [Node | undefined, string])[] = [
    [get(service, 'environment'), 'environment'],
    [get(service, 'labels'), 'labels'],
    [get(service, 'build', 'args'), 'build args'],
  ];
  return fields.flatMap(([field, where]) => pairsOf(field).map((pair) => ({ pair, where })));
}

/** A pair as a file has it, whatever other files make of it. */
interface Written extends Given {
  readonly service: string;
  readonly key: string;
}

/** Has Compose take a value from the shell or `.env`, and refuse to start without it. */
export function fromEnvironment(service: string, given: Given): Fix[] {
  const { pair } = given;
  const { source, start } = pair.valueSpan;
  const written: readonly Written[] = entriesOf(get(rootOf(source), 'services')).flatMap((each) =>
    givenPairs(each.value).map((found) => ({ ...found, service: each.key, key: variableOf(found.pair.key) })),
  );
  const own = written.find((each) => each.pair.valueSpan.start === start);
  const variable = variableFor(own ?? { ...given, service, key: variableOf(pair.key) }, written);
  const newText = `\${${variable}:?set ${variable} in .env}`;
  const node = own?.pair.node ?? pair.node;
  const isItem = node.span.start !== start;
  return [
    {
      title: `Take it from \${${variable}} (set it in .env)`,
      safe: false,
      edits: edit.replace(node, isItem ? `${own?.pair.key ?? pair.key}=${newText}` : newText),
    },
  ];
}

/**
 * The key; where it has another value elsewhere in the file, with the name of the first service that has this one,
 * since `.env` is one for all.
 */
function variableFor(own: Written, written: readonly Written[]): string {
  const { key, pair } = own;
  const others = written.filter((each) => each.pair.value !== pair.value);
  const isFree = (name: string): boolean => {
    const use = new RegExp(`\\$\\{?${name}(?!\\w)`);
    return others.every((each) => each.key !== name && !use.test(each.pair.value ?? ''));
  };
  if (isFree(key)) return key;
  const first = written.find((each) => each.key === key && each.pair.value === pair.value) ?? own;
  const longer = variableOf(`${first.service}_${key}`);
  const isAlone = !others.some((each) => each.service === first.service && each.key === key);
  return isAlone && isFree(longer) ? longer : variableOf(`${first.service}_${first.where}_${key}`);
}

function variableOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase();
}
