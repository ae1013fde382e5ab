import type { Configuration } from '../../config/configuration.ts';
import { ignoreMatcher } from '../../config/ignore.ts';
import type { Level } from '../../rule/severity.ts';
import { wildcard } from '../../text/wildcard.ts';

/** What `overrides` of the configuration say of rules in files. */
export class PathSettings {
  private readonly overrides: readonly {
    readonly covers: (path: string) => boolean;
    readonly rules: readonly (readonly [RegExp, Level])[];
  }[];

  constructor({ overrides }: Pick<Configuration, 'overrides'>) {
    this.overrides = overrides.map(({ files, rules }) => ({
      covers: ignoreMatcher(files),
      rules: Object.entries(rules).map(([pattern, level]) => [wildcard(pattern), level] as const),
    }));
  }

  /** The level of a rule in a file, by its path in the workspace folder; undefined where nothing is said of it. */
  levelOf(ruleId: string, path: string): Level | undefined {
    let level: Level | undefined;
    for (const { covers, rules } of this.overrides) {
      const said = rules.findLast(([pattern]) => pattern.test(ruleId));
      if (said && covers(path)) level = said[1];
    }
    return level;
  }
}
