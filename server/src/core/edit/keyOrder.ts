/** The order in which an experienced person writes the keys of a mapping, and of the mappings under them. */
export interface KeyOrder {
  readonly keys: readonly string[];
  readonly under?: { readonly [key: string]: KeyOrder };
  /** Keys whose sequences are customarily written in flow style, as `["CMD", "true"]`. */
  readonly flow?: readonly string[];
}

/** The order of the mapping that stands under a key. */
export function orderUnder(order: KeyOrder | undefined, key: string): KeyOrder | undefined {
  return order?.under && Object.hasOwn(order.under, key) ? order.under[key] : undefined;
}

const CAPABILITIES_ORDER: KeyOrder = { keys: ['add', 'drop'] };

const SECURITY_CONTEXT_ORDER: KeyOrder = {
  keys: [
    'runAsNonRoot',
    'runAsUser',
    'runAsGroup',
    'fsGroup',
    'privileged',
    'allowPrivilegeEscalation',
    'readOnlyRootFilesystem',
    'capabilities',
    'seccompProfile',
    'appArmorProfile',
  ],
  under: {
    capabilities: CAPABILITIES_ORDER,
    seccompProfile: { keys: ['type', 'localhostProfile'] },
    appArmorProfile: { keys: ['type', 'localhostProfile'] },
  },
};

const PROBE_ORDER: KeyOrder = {
  keys: [
    'httpGet',
    'exec',
    'tcpSocket',
    'grpc',
    'initialDelaySeconds',
    'periodSeconds',
    'timeoutSeconds',
    'successThreshold',
    'failureThreshold',
  ],
  under: { httpGet: { keys: ['path', 'port', 'scheme', 'httpHeaders'] } },
};

const RESOURCES_ORDER: KeyOrder = {
  keys: ['requests', 'limits'],
  under: {
    requests: { keys: ['cpu', 'memory', 'ephemeral-storage'] },
    limits: { keys: ['cpu', 'memory', 'ephemeral-storage'] },
  },
};

export const CONTAINER_ORDER: KeyOrder = {
  keys: [
    'name',
    'image',
    'imagePullPolicy',
    'restartPolicy',
    'command',
    'args',
    'workingDir',
    'ports',
    'envFrom',
    'env',
    'resources',
    'startupProbe',
    'livenessProbe',
    'readinessProbe',
    'lifecycle',
    'securityContext',
    'volumeMounts',
    'volumeDevices',
    'terminationMessagePath',
    'terminationMessagePolicy',
    'stdin',
    'tty',
  ],
  under: {
    resources: RESOURCES_ORDER,
    startupProbe: PROBE_ORDER,
    livenessProbe: PROBE_ORDER,
    readinessProbe: PROBE_ORDER,
    securityContext: SECURITY_CONTEXT_ORDER,
  },
};

export const POD_SPEC_ORDER: KeyOrder = {
  keys: [
    'serviceAccountName',
    'serviceAccount',
    'automountServiceAccountToken',
    'hostNetwork',
    'hostPID',
    'hostIPC',
    'securityContext',
    'imagePullSecrets',
    'initContainers',
    'containers',
    'ephemeralContainers',
    'restartPolicy',
    'terminationGracePeriodSeconds',
    'nodeSelector',
    'affinity',
    'tolerations',
    'topologySpreadConstraints',
    'priorityClassName',
    'volumes',
  ],
  under: { securityContext: SECURITY_CONTEXT_ORDER },
};

/** A Compose service. */
export const SERVICE_ORDER: KeyOrder = {
  keys: [
    'extends',
    'image',
    'build',
    'container_name',
    'hostname',
    'profiles',
    'user',
    'working_dir',
    'entrypoint',
    'command',
    'depends_on',
    'restart',
    'env_file',
    'environment',
    'ports',
    'expose',
    'volumes',
    'tmpfs',
    'secrets',
    'configs',
    'networks',
    'network_mode',
    'healthcheck',
    'privileged',
    'read_only',
    'cap_drop',
    'cap_add',
    'security_opt',
    'mem_limit',
    'cpus',
    'pids_limit',
    'deploy',
    'logging',
    'labels',
  ],
  under: {
    healthcheck: {
      keys: ['test', 'interval', 'timeout', 'retries', 'start_period'],
      flow: ['test'],
    },
    deploy: {
      keys: ['mode', 'replicas', 'resources', 'restart_policy'],
      under: {
        resources: {
          keys: ['limits', 'reservations'],
          under: { limits: { keys: ['cpus', 'memory', 'pids'] }, reservations: { keys: ['cpus', 'memory'] } },
        },
      },
    },
  },
};
