import {
  anyNumber,
  anyText,
  bytes,
  duration,
  labels,
  list,
  number,
  object,
  ratio,
  text,
  texts,
} from './codec.ts';
import { deviceRequests } from './parts.ts';

const rollout = object({
  parallelism: anyNumber,
  delay: duration,
  failure_action: text,
  monitor: duration,
  max_failure_ratio: ratio,
  order: text,
});

const generic = object({ discrete_resource_spec: object({ kind: text, value: number }) });

const resources = object({
  limits: object({ cpus: ratio, memory: bytes, pids: number }),
  reservations: object({
    cpus: ratio,
    memory: bytes,
    devices: deviceRequests,
    generic_resources: list(generic),
  }),
});

/** Where and how often a service runs. */
export const deploy = object(
  {
    mode: text,
    replicas: anyNumber,
    labels,
    update_config: rollout,
    rollback_config: rollout,
    resources,
    restart_policy: object({ condition: text, delay: duration, max_attempts: anyNumber, window: duration }),
    placement: object({
      constraints: texts,
      preferences: list(object({ spread: anyText })),
      max_replicas_per_node: number,
    }),
    endpoint_mode: text,
  },
  { resources: {}, placement: {} },
);
