import { securityOptionRule } from './securityOption.ts';

export default securityOptionRule({
  id: 'compose/selinux-disabled',
  title: 'Service without SELinux separation',
  option: /^label[:=]disable$/,
  consequence: 'SELinux no longer keeps it from the files of the host',
  why: 'On hosts with SELinux a label keeps each container from the files of the host and of other containers, even if it breaks out. `label:disable` takes that away.',
  how: 'Remove the entry. Where a mounted folder can not be read, give the mount the option `z` or `Z` instead.',
  reference: 'https://docs.docker.com/engine/containers/run/#security-configuration',
  aliases: { semgrep: 'selinux-separation-disabled' },
  entries: ['label:disable', 'label=disable', 'label:type:container_runtime_t'],
});
