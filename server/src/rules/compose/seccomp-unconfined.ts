import { securityOptionRule } from './securityOption.ts';

export default securityOptionRule({
  id: 'compose/seccomp-unconfined',
  title: 'Service without the seccomp or AppArmor profile',
  option: /^(?:seccomp|apparmor)[:=]unconfined$/,
  consequence: 'it may make every call to the kernel that Docker keeps from others',
  why: "Docker's default profiles keep containers from some forty kernel calls and from files under /proc and /sys that hardly any program needs, and that breakouts do. `unconfined` takes the protection away.",
  how: 'Remove the entry. A debugger or a browser sandbox needs a single call: give it a profile of its own (`seccomp:./profile.json`) with that one added.',
  reference: 'https://docs.docker.com/engine/security/seccomp/',
  aliases: {
    kics: 'Default Seccomp Profile Disabled [404fde2c-bc4b-4371-9747-7054132ac953]',
    semgrep: 'seccomp-confinement-disabled',
  },
  entries: ['seccomp:unconfined', 'apparmor=unconfined', 'seccomp:./profile.json'],
});
