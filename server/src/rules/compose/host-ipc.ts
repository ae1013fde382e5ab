import { hostSettingRule } from './hostSetting.ts';

export default hostSettingRule({
  id: 'compose/host-ipc',
  field: 'ipc',
  title: "Service in the host's shared memory",
  what: "shares the host's memory for processes",
  consequence: 'it can read and write what other programs share',
  why: 'With `ipc: host` a container can reach the shared memory and the message queues of every process of the host. Databases and browsers keep data there.',
  how: 'Remove `ipc`; where a program only needs more shared memory, set `shm_size`.',
  aliases: { kics: 'Shared Host IPC Namespace' },
  values: { found: 'host', fine: 'shareable' },
});
