import {
  count,
  device,
  flagText,
  grants,
  hosts,
  integer,
  none,
  number,
  pairs,
  ratio,
  text,
  ulimits,
  uniquePairs,
} from './fieldShapes.ts';
import { either, fields, list, words } from './shape.ts';

/** How an image is built, and how a service is deployed. */

export const build = either(
  text,
  fields({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: list(text),
    args: pairs,
    ssh: uniquePairs,
    labels: pairs,
    cache_from: list(text),
    cache_to: list(text),
    no_cache: flagText,
    additional_contexts: pairs,
    network: text,
    pull: flagText,
    target: text,
    shm_size: integer,
    extra_hosts: hosts,
    isolation: text,
    privileged: flagText,
    secrets: grants,
    tags: list(text),
    ulimits,
    platforms: list(text),
  }),
);

const rollout = fields({
  parallelism: count,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: ratio,
  order: words('start-first', 'stop-first'),
});

export const deploy = either(
  none,
  fields({
    mode: text,
    endpoint_mode: text,
    replicas: count,
    labels: pairs,
    rollback_config: rollout,
    update_config: rollout,
    resources: fields({
      limits: fields({ cpus: number, memory: text, pids: integer }),
      reservations: fields({
        cpus: number,
        memory: text,
        generic_resources: list(fields({ discrete_resource_spec: fields({ kind: text, value: number }) })),
        devices: list(fields(device, { required: ['capabilities'] })),
      }),
    }),
    restart_policy: fields({ condition: text, delay: text, max_attempts: count, window: text }),
    placement: fields({
      constraints: list(text),
      preferences: list(fields({ spread: text })),
      max_replicas_per_node: count,
    }),
  }),
);
