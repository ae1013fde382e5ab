import { edit } from '../../core/edit/edit.ts';
import { POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import type { Container, Pod } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { isKnative, theWorkload } from './containerWords.ts';
import { api, atName, cronJob, deployment, pod } from './exampleManifests.ts';
import { APPARMOR_ANNOTATION, annotationsOf, isPrivileged, securityContextsOf } from './securitySetting.ts';

const TITLE = 'Set the AppArmor profile RuntimeDefault';

export default defineRule({
  id: 'kubernetes/apparmor-missing',
  title: 'No AppArmor profile',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'An AppArmor profile says which files and capabilities a program may use, whoever it runs as. Where nodes have AppArmor the default profile applies even if none is named, but only a manifest that names it fails to start on a node that does not enforce it.',
    how: 'Set `appArmorProfile.type: RuntimeDefault`, before Kubernetes 1.30 by the annotation. On nodes with SELinux instead of AppArmor leave the rule off: a pod that asks for AppArmor does not start there.',
    references: [
      'https://kubernetes.io/docs/tutorials/security/apparmor/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    kics: 'Missing AppArmor Profile [8b36775e-183d-4d46-b0f7-96a6f34a723f]',
    trivy: 'KSV-0002',
    polaris: 'linuxHardening',
    kubescape: 'C-0055',
    plumbline: 'linux-hardening-none',
  },
  check(target, { environment, report }) {
    if (target.windows) return;
    const who = theWorkload(target.workload);
    const unconfined = unconfinedIn(target);
    for (const { node, instead } of unconfined) {
      report({
        span: node.span,
        message: `${who} switches AppArmor off: nothing limits the files that its programs may use.`,
        fixes: () => [{ title: TITLE, safe: false, edits: edit.replace(node, instead) }],
      });
    }
    const pods = typeIn(target.spec) !== undefined;
    const open = target.containers.filter((each) => !isPrivileged(each) && !pods && !hasProfile(each));
    if (open.length === 0) return;
    report({
      span: target.workload.nameSpan,
      message: `${who} names no AppArmor profile: a node without one runs it all the same.`,
      missing: true,
      fixes: () => missingFixes(target, open, environment.kubernetesMinor),
    });
  },
  examples: {
    good: [
      good(pod(`securityContext:\n  appArmorProfile:\n    type: RuntimeDefault\n${api()}`)),
      good(
        deployment(api('securityContext: {appArmorProfile: {type: Localhost, localhostProfile: k8s-api}}\n')),
      ),
      good(
        pod(api()).replace(
          '  labels:',
          '  annotations: {container.apparmor.security.beta.kubernetes.io/api: runtime/default}\n  labels:',
        ),
      ),
      good(pod(`os: {name: windows}\n${api()}`)),
    ],
    bad: [
      bad(
        atName(pod(api())),
        pod(`securityContext:\n  appArmorProfile:\n    type: RuntimeDefault\n${api()}`),
      ),
      bad(
        deployment(api('securityContext: {appArmorProfile: {type: «Unconfined»}}\n')),
        deployment(api('securityContext: {appArmorProfile: {type: RuntimeDefault}}\n')),
      ),
      bad(
        pod(api()).replace(
          '  labels:',
          '  annotations:\n    container.apparmor.security.beta.kubernetes.io/api: «unconfined» # for now\n  labels:',
        ),
        pod(api()).replace(
          '  labels:',
          '  annotations:\n    container.apparmor.security.beta.kubernetes.io/api: runtime/default # for now\n  labels:',
        ),
      ),
      bad(
        atName(cronJob(`securityContext:\n  runAsNonRoot: true\nrestartPolicy: Never\n${api()}`)),
        cronJob(
          `securityContext:\n  runAsNonRoot: true\n  appArmorProfile:\n    type: RuntimeDefault\nrestartPolicy: Never\n${api()}`,
        ),
      ),
    ],
  },
});

function typeIn(owner: Node): Node | undefined {
  return get(owner, 'securityContext', 'appArmorProfile', 'type');
}

function hasProfile(container: Container): boolean {
  if (typeIn(container.node)) return true;
  return annotationsOf(container.pod).some(
    ({ key }) => APPARMOR_ANNOTATION.test(key) && key.endsWith(`/${container.name}`),
  );
}

/** Where a profile says that there shall be none, with what is to stand there instead. */
function unconfinedIn(target: Pod): { node: Node; instead: string }[] {
  const found: { node: Node; instead: string }[] = [];
  for (const { owner } of securityContextsOf(target)) {
    const node = typeIn(owner);
    if (node && stringOf(node) === 'Unconfined') found.push({ node, instead: 'RuntimeDefault' });
  }
  for (const { key, value } of annotationsOf(target)) {
    if (!APPARMOR_ANNOTATION.test(key) || stringOf(value) !== 'unconfined') continue;
    found.push({ node: value, instead: 'runtime/default' });
  }
  return found;
}

/** The field came with Kubernetes 1.30; Knative takes next to nothing for a pod as a whole. */
function missingFixes(target: Pod, open: readonly Container[], kubernetesMinor: number): Fix[] {
  if (isKnative(target.workload)) return [];
  if (kubernetesMinor >= 30) {
    const values = { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } };
    return [additionFix(TITLE, false, target.spec, values, POD_SPEC_ORDER)];
  }
  const annotations = Object.fromEntries(
    open.map(({ name }) => [`container.apparmor.security.beta.kubernetes.io/${name}`, 'runtime/default']),
  );
  return [
    additionFix(TITLE, false, target.template, { metadata: { annotations } }, { keys: ['metadata', 'spec'] }),
  ];
}
