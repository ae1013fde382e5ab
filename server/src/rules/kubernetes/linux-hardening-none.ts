import type { Container } from '../../core/kubernetes/pod.ts';
import { asMap, entriesOf, get, isNull, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/linux-hardening-none',
  title: 'Container without any hardening of the kernel',
  category: 'security',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'AppArmor, seccomp, SELinux and dropped capabilities each take away what a process that was taken over can ask of the kernel. A container with none of them has all that a container can have.',
    how: 'Set a seccomp profile of `RuntimeDefault`, and drop all capabilities. The rule is off by default, since there is a finer one for each of them.',
    references: [
      'https://kubernetes.io/docs/tutorials/security/seccomp/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    ],
  },
  aliases: { polaris: 'linuxHardening', kubescape: 'C-0055' },
  check(container, { report }) {
    if (container.role === 'ephemeral' || container.pod.windows || isHardened(container)) return;
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} has no AppArmor, seccomp or SELinux profile, and drops no capability: the kernel is open to it.`,
      missing: true,
    });
  },
  examples: {
    good: [
      good(pod(`securityContext: {seccompProfile: {type: RuntimeDefault}}\n${API}`)),
      good(deployment(`${API}  securityContext: {capabilities: {drop: [ALL], add: [CHOWN]}}\n`)),
      good(
        pod(API).replace(
          'name: demo',
          'name: demo\n  annotations:\n    container.apparmor.security.beta.kubernetes.io/api: runtime/default',
        ),
      ),
      good(pod(`${API}  securityContext: {seLinuxOptions: {level: "s0:c1,c2"}}\n`)),
    ],
    bad: [
      bad(pod(API.replace('api', '«api»'))),
      bad(
        deployment(
          `${API.replace('api', '«api»')}  securityContext: {capabilities: {drop: [ALL], add: [all]}}\n`,
        ),
      ),
      bad(
        pod(
          `securityContext: {seccompProfile: {type: RuntimeDefault}}\n${API.replace('api', '«api»')}  securityContext: {seccompProfile: {type: Unconfined}}\n`,
        ),
      ),
    ],
  },
});

function isHardened(container: Container): boolean {
  const own = get(container.node, 'securityContext');
  const pods = get(container.pod.spec, 'securityContext');
  // What the container says takes the place of what the pod says.
  const typeOf = (field: string): string | undefined =>
    stringOf(get(own, field, 'type')) ?? stringOf(get(pods, field, 'type'));
  const isSet = (type: string | undefined): boolean => type !== undefined && type !== 'Unconfined';
  if (isSet(typeOf('seccompProfile')) || isSet(typeOf('appArmorProfile'))) return true;
  const selinux = asMap(get(own, 'seLinuxOptions')) ?? asMap(get(pods, 'seLinuxOptions'));
  if (entriesOf(selinux).some(({ value }) => !isNull(value))) return true;
  const capabilities = get(own, 'capabilities');
  const addsAll = itemsOf(get(capabilities, 'add')).some((each) =>
    /^(?:cap_)?all$/i.test(stringOf(each) ?? ''),
  );
  if (!addsAll && itemsOf(get(capabilities, 'drop')).length > 0) return true;
  const key = `container.apparmor.security.beta.kubernetes.io/${container.name}`;
  const { kind, node } = container.pod.workload;
  const metadata =
    kind === 'Pod'
      ? get(node, 'metadata')
      : (get(node, 'spec', 'jobTemplate', 'spec', 'template', 'metadata') ??
        get(node, 'spec', 'template', 'metadata'));
  const profile = stringOf(get(metadata, 'annotations', key));
  return profile !== undefined && profile !== 'unconfined';
}
