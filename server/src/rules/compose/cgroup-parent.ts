import { hostSettingRule } from './hostSetting.ts';

export default hostSettingRule({
  id: 'compose/cgroup-parent',
  field: 'cgroup_parent',
  meant: /./,
  title: 'Service in a control group of its own choice',
  what: 'leaves the control group of Docker',
  consequence: 'limits set for all containers do not hold for it',
  why: 'Docker puts containers under one control group, and limits on that hold for all of them together. A service with `cgroup_parent` is counted somewhere else, where it may take memory and CPU from the host itself.',
  how: 'Remove `cgroup_parent`, and set limits on the service instead.',
  aliases: { kics: 'Cgroup Not Default [4d9f44c6-2f4a-4317-9bb5-267adbea0232]' },
  values: { found: 'm-executor-abcd', fine: '""' },
});
