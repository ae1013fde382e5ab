import { ENVIRONMENT_KINDS } from '../rule/environmentKind.ts';
import { LEVELS } from '../rule/severity.ts';

/** A JSON Schema, as far as ours go. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

const TEXT = { type: 'string', minLength: 1 };
const TEXTS = { type: 'array', items: TEXT };
const ONE_OR_MORE = { anyOf: [TEXT, { ...TEXTS, minItems: 1 }] };
const COUNT = { type: 'integer', minimum: 1 };

function object(properties: { readonly [name: string]: Schema }, rest: Schema = {}): Schema {
  return { type: 'object', additionalProperties: false, ...rest, properties };
}

/** Levels of one rule by kind of environment. */
export function levelsByKind(level: Schema): Schema {
  const description = 'Levels in environments of a kind.';
  return { description, ...object(Object.fromEntries(ENVIRONMENT_KINDS.map((kind) => [kind, level]))) };
}

const TIMING = object({ periodSeconds: COUNT, failureThreshold: COUNT, timeoutSeconds: COUNT });
const AMOUNTS = object({ cpu: TEXT, memory: TEXT, 'ephemeral-storage': TEXT });

const POLICY: Schema = {
  description: 'What is asked of the workloads, and what fixes set.',
  ...object({
    replicas: { description: 'The fewest replicas of what serves.', ...COUNT },
    user: { description: 'The UID that containers run with.', ...COUNT },
    registries: { description: 'The registries that images may come from.', ...TEXTS },
    probes: {
      description: 'How often probes ask, in seconds, and how often they may fail.',
      ...object({ liveness: TIMING, readiness: TIMING }),
    },
    resources: {
      description: 'What is set where nothing is.',
      ...object({ requests: AMOUNTS, limits: AMOUNTS }),
    },
  }),
};

const ENVIRONMENT = object(
  {
    kind: {
      description: 'What it is for: some rules ask more of production. By default what the name tells.',
      type: 'string',
      enum: ENVIRONMENT_KINDS,
    },
    compose: { description: 'Compose files, in the order of "docker compose -f".', ...TEXTS, minItems: 1 },
    envFiles: { description: 'Files of variables, as with "--env-file".', ...TEXTS },
    profiles: { description: 'Compose profiles that are switched on.', ...TEXTS },
    kustomize: { description: 'The folder of a kustomization.', ...TEXT },
    policy: POLICY,
  },
  { anyOf: ['compose', 'kustomize'].map((name) => ({ required: [name], properties: { [name]: {} } })) },
);

const RULES = {
  description: 'Rule ids; "*" stands for any run of characters.',
  ...ONE_OR_MORE,
};

/** What is a matter of the repository, not of an editor: it is set in the file alone. */
export const FILE_SETTINGS: { readonly [name: string]: Schema } = {
  environments: {
    description:
      'The environments that are deployed, by name. Those that are not declared are found by what the workspace tells.',
    type: 'object',
    additionalProperties: ENVIRONMENT,
  },
  policies: {
    description: 'What is asked of environments, by their kind; an environment may have a policy of its own.',
    ...object(Object.fromEntries(ENVIRONMENT_KINDS.map((kind) => [kind, POLICY]))),
  },
  external: {
    description:
      'Objects that are kept elsewhere, as "Kind/name" or "Kind/namespace/name" with "*": they are not missing.',
    ...TEXTS,
  },
  overrides: {
    description: 'Levels of rules in some files; later ones count over earlier ones.',
    type: 'array',
    items: object(
      {
        files: { description: 'Globs, relative to the workspace folder.', ...ONE_OR_MORE },
        rules: {
          description: 'Levels by rule id; "*" stands for any run of characters.',
          type: 'object',
          additionalProperties: { type: 'string', enum: LEVELS },
        },
      },
      { required: ['files', 'rules'] },
    ),
  },
  exceptions: {
    description: 'Findings that the team has decided to live with, each with the reason.',
    type: 'array',
    items: object(
      {
        rule: RULES,
        rules: RULES,
        files: {
          description: 'Globs, relative to the workspace folder; by default all files.',
          ...ONE_OR_MORE,
        },
        object: {
          description: '"Kind/name" of an object, or the name of a Compose service; with "*".',
          ...TEXT,
        },
        container: { description: 'The name of a container; with "*".', ...TEXT },
        environments: { description: 'Names of environments; by default all.', ...ONE_OR_MORE },
        reason: { description: 'Why the finding is lived with.', ...TEXT },
        owner: { description: 'Who has decided it.', ...TEXT },
        until: {
          description: 'The last day on which it counts.',
          type: 'string',
          pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        },
      },
      { required: ['reason'] },
    ),
  },
  secrets: {
    description: 'The register of secrets: how often each is changed, and when it last was. Never any value.',
    type: 'array',
    items: object(
      {
        name: {
          description: '"Secret/name" or "Secret/namespace/name", or the name of a variable; with "*".',
          type: 'string',
          pattern: '^(([\\w-]+/)?[\\w.*-]+/)?[\\w.*-]+$',
        },
        rotateEvery: {
          description:
            'How often it is changed: days, weeks, months of 30 days or years, as "90d", "12w", "6m", "1y".',
          type: 'string',
          pattern: '^[1-9]\\d{0,3}[dwmy]$',
        },
        rotatedOn: {
          description: 'The day on which it was last changed.',
          type: 'string',
          pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        },
        owner: { description: 'Who answers for it.', ...TEXT },
      },
      { required: ['name'] },
    ),
  },
};
