/** How loud a finding is, loudest first; the words are the Language Server Protocol's. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A severity, or `off`: the rule does not run. */
export type Level = Severity | 'off';

export const LEVELS: readonly Level[] = [...SEVERITIES, 'off'];

/** The built-in sets of levels. `all` switches on every rule, at its strict level or, where that is off, at information. */
export const PRESETS = ['recommended', 'strict', 'all'] as const;

export type Preset = (typeof PRESETS)[number];

/** Whether `a` is at least as loud as `b`. */
export function atLeast(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b);
}

/** The louder of two. */
export function louder(a: Severity, b: Severity): Severity {
  return atLeast(a, b) ? a : b;
}

/** A rule's level in each preset that sets it. */
export interface PresetLevels {
  readonly recommended: Level;
  readonly strict: Level;
}

/** The level of a rule in a preset. */
export function levelIn(preset: Preset, levels: PresetLevels): Level {
  if (preset === 'recommended') return levels.recommended;
  if (preset === 'strict') return levels.strict;
  return levels.strict === 'off' ? 'information' : levels.strict;
}
