import { entry, itemsOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/host-aliases',
  title: 'Host names set by hand',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'With `hostAliases` the pod resolves names by its own `/etc/hosts` instead of by DNS. Addresses that are written down go out of date unseen, and whoever may change the manifest can send the traffic elsewhere.',
    how: 'Use a Service without a selector or of type ExternalName, or an entry in DNS.',
    references: [
      'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/',
      'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    ],
  },
  aliases: { trivy: 'KSV-0007' },
  check(target, { report }) {
    const aliases = entry(target.spec, 'hostAliases');
    if (!aliases || itemsOf(aliases.value).length === 0) return;
    report({
      span: aliases.keySpan,
      message: `${theWorkload(target.workload)} resolves names by addresses of its own: nobody notices when they change.`,
    });
  },
  examples: {
    good: [
      good(pod(api())),
      good(deployment(`hostAliases: []\n${api()}`)),
      good(cronJob(`restartPolicy: Never\nhostname: backup\n${api()}`)),
    ],
    bad: [
      bad(pod(`«hostAliases»:\n  - ip: 10.1.2.3\n    hostnames: [db.example.com]\n${api()}`)),
      bad(deployment(`${api()}«hostAliases»: [{ip: 127.0.0.1, hostnames: [foo.local]}]\n`)),
      bad(
        cronJob(
          `restartPolicy: Never\n«"hostAliases"»: # old\n- ip: 10.1.2.3\n  hostnames:\n  - db\n${api()}`,
        ),
      ),
    ],
  },
});
