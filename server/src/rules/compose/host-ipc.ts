import { hostSettingRule } from './hostSetting.ts';

export default hostSettingRule({
  id: 'compose/host-ipc',
  field: 'ipc',
  title: "Service in the host's shared memory",
  what: "shares the host's memory for processes",
  consequence: 'it can read and write what other programs share',
  why: 'With `ipc: host` a container can reach the shared memory and the message queues of every process of the host. Databases and browsers keep data there.',
  how: 'Remove `ipc`; where a program only needs more shared memory, set `shm_size`.',
  aliases: {
    kics: 'Shared Host IPC Namespace [baa3890f-bed7-46f5-ab8f-1da8fc91c729, cd290efd-6c82-4e9d-a698-be12ae31d536]',
  },
  values: { found: 'host', fine: 'shareable' },
});
