import type { Severity } from '../rule/severity.ts';

/** A finding that the engine itself makes, without a rule file. */
export interface EngineRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
}

/** The engine's own findings, by id. They can be set and suppressed like rules, but for syntax errors' sake no preset changes them. */
export const ENGINE_RULES = {
  'yaml/syntax': {
    id: 'yaml/syntax',
    title: 'YAML syntax error',
    severity: 'error',
    why: 'The file can not be read as YAML, so neither Compose nor Kubernetes will take it. While a document has a syntax error Plumbline does not say what is missing in it.',
  },
  'yaml/duplicate-key': {
    id: 'yaml/duplicate-key',
    title: 'Key set twice',
    severity: 'error',
    why: 'A mapping has the same key twice. Compose refuses the file; kubectl and kustomize either refuse it or silently keep one of the two, and a reader can not tell which.',
  },
  'yaml/alias-expansion': {
    id: 'yaml/alias-expansion',
    title: 'Aliases expand without bound',
    severity: 'warning',
    why: 'Aliases of aliases make a small file stand for millions of values. Parsers refuse such files, and Plumbline does not judge them.',
  },
  'yaml/too-large': {
    id: 'yaml/too-large',
    title: 'File too large to be checked',
    severity: 'information',
    why: 'The file is larger than the size limit, so Plumbline leaves it alone to stay quick. Raise `maxFileSize` in `.plumbline.yaml` to have it checked.',
  },
  'plumbline/suppression-unknown': {
    id: 'plumbline/suppression-unknown',
    title: 'Suppression of an unknown rule',
    severity: 'warning',
    why: 'A suppression comment names a rule that does not exist, so it silences nothing. Mostly it is a spelling mistake.',
  },
  'plumbline/suppression-unused': {
    id: 'plumbline/suppression-unused',
    title: 'Suppression without effect',
    severity: 'information',
    why: 'A suppression comment silences a rule that finds nothing there. It would hide the next real finding: remove it.',
  },
  'plumbline/suppression-expired': {
    id: 'plumbline/suppression-expired',
    title: 'Suppression past its date',
    severity: 'warning',
    why: 'A suppression comment had a date until which it was to count, and the date is past. The finding it silenced is shown again: mend it, or agree on a new date.',
  },
  'plumbline/configuration': {
    id: 'plumbline/configuration',
    title: 'Error in the configuration file',
    severity: 'error',
    why: 'The configuration file says something Plumbline does not understand. Until it is mended the last configuration that was understood stays in force.',
  },
  'secrets/rotation-overdue': {
    id: 'secrets/rotation-overdue',
    title: 'Secret that is due to be changed',
    severity: 'warning',
    why: 'The register of secrets in `.plumbline.yaml` says how often this one is changed, and its day is past or less than 15 days ahead. The longer a secret is in use the more people, logs and backups have seen it. Change it where it is used, then set `rotatedOn`.',
  },
  'secrets/unregistered': {
    id: 'secrets/unregistered',
    title: 'Secret that is not in the register',
    severity: 'information',
    why: 'There is a register of secrets in `.plumbline.yaml`, and it does not name this one. Nobody is told when it is due to be changed, and nobody is known to answer for it. Add it under `secrets`, as `name: Secret/db`.',
  },
  'secrets/orphaned': {
    id: 'secrets/orphaned',
    title: 'Registered secret that nothing uses',
    severity: 'information',
    why: 'The register of secrets in `.plumbline.yaml` names a secret that no file of the workspace makes or refers to. It was renamed or is gone: a register that is wrong in one place is trusted in none.',
  },
} as const satisfies { readonly [id: string]: EngineRule };

export type EngineRuleId = keyof typeof ENGINE_RULES;
