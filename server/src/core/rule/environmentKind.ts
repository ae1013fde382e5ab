/** What an environment is for, from the configuration or from its name. */
export const ENVIRONMENT_KINDS = ['production', 'staging', 'development'] as const;

export type EnvironmentKind = (typeof ENVIRONMENT_KINDS)[number];

const WORDS: readonly (readonly [RegExp, EnvironmentKind])[] = [
  [/^(?:prod|production|live|prd)$/i, 'production'],
  [/^(?:stag|stage|staging|preprod|uat|stg)$/i, 'staging'],
  [/^(?:dev|development|local|test|testing|ci)$/i, 'development'],
];

/** The kind that a name tells: one of its words is one of the usual ones. */
export function kindOfName(name: string): EnvironmentKind | undefined {
  for (const word of name.split(/[^A-Za-z0-9]+/)) {
    const found = WORDS.find(([pattern]) => pattern.test(word));
    if (found) return found[1];
  }
  return undefined;
}
