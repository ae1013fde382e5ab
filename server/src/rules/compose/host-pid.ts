import { hostSettingRule } from './hostSetting.ts';

export default hostSettingRule({
  id: 'compose/host-pid',
  field: 'pid',
  title: "Service among the host's processes",
  what: "shares the host's processes",
  consequence: 'it can see, and as root stop, every one of them',
  why: 'With `pid: host` a container sees every process of the host, with its command line, and as root its environment and its files under /proc. Passwords are found there.',
  how: 'Remove `pid`. Agents that watch the host itself are the exception: suppress the rule for them, with the reason.',
  aliases: { kics: 'Host Namespace is Shared [4f31dd9f-2cc3-4751-9b53-67e4af83dac0]' },
  values: { found: 'host', fine: '"service:db"' },
});
