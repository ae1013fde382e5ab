import { type Fault, faultOf, type RawError } from './fault.ts';

/**
 * The faults that people mean something by, of all that a validator told: where a value may be one of several things
 * (`oneOf`), only what is wrong with the one that was meant, by its type.
 */
export function faultsFrom(errors: readonly RawError[]): Fault[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const places = [...new Set(choices.map(({ instancePath }) => instancePath))];
  let left = errors;
  // The innermost choices first: what is left of them counts as depth for those around them.
  for (const place of places.sort((a, b) => b.length - a.length)) left = withoutNoise(left, place);
  const seen = new Set<string>();
  return left.flatMap((error) => {
    const fault = faultOf(error);
    const key = JSON.stringify(fault);
    if (!fault || seen.has(key)) return [];
    seen.add(key);
    return [fault];
  });
}

/** Where a branch is wrong for more than its type, it is the one that was meant. */
function withoutNoise(errors: readonly RawError[], place: string): readonly RawError[] {
  const isDeep = (each: RawError): boolean =>
    each.instancePath.startsWith(`${place}/`) ||
    (each.instancePath === place && !/^(?:type|oneOf|anyOf)$/.test(each.keyword));
  if (!errors.some(isDeep)) return errors;
  return errors.filter((each) => each.instancePath !== place || isDeep(each));
}
