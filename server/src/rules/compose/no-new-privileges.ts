import { edit } from '../../core/edit/edit.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/no-new-privileges',
  title: 'Service may gain privileges',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Without `no-new-privileges` a process can gain more rights than it started with through setuid binaries such as `sudo` or `su`. Hardly any service needs that.',
    how: 'Add it to `security_opt`. Images that start as root and drop to another user by themselves go on working.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#security_opt',
      'https://docs.docker.com/engine/containers/run/#security-configuration',
    ],
  },
  aliases: {
    kics: 'No New Privileges Not Set [27fcc7d6-c49b-46e0-98f1-6c082a6a2750]',
    semgrep: 'no-new-privileges',
  },
  check(service, { report }) {
    const items = itemsOf(get(service.node, 'security_opt'));
    const options = items.flatMap((item) => stringOf(item) ?? []);
    const set = options.find((option) => /^no-new-privileges(?:[:=]true)?$/.test(option.trim()));
    if (set !== undefined || get(service.node, 'extends')) return;
    const refused = items.find((item) => /^no-new-privileges[:=]false$/.test(stringOf(item)?.trim() ?? ''));
    report({
      span: refused?.span ?? service.entry.keySpan,
      message: `Service "${service.name}" may gain privileges: setuid programs in it can become root.`,
      missing: refused === undefined,
      fixes: () => {
        if (refused) {
          const title = 'Set "no-new-privileges" to true';
          return [{ title, safe: false, edits: edit.replace(refused, 'no-new-privileges:true') }];
        }
        return [
          additionFix(
            'Add "no-new-privileges:true"',
            true,
            service.node,
            { security_opt: ['no-new-privileges:true'] },
            SERVICE_ORDER,
          ),
        ];
      },
    });
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    security_opt:\n      - no-new-privileges:true\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n    security_opt: ["no-new-privileges"]\n'),
      good(
        'x-safe: &safe\n  security_opt: ["no-new-privileges=true"]\nservices:\n  api:\n    <<: *safe\n    image: example/api:1.4.2\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    security_opt:\n      - no-new-privileges:true\n',
      ),
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    security_opt: # hardening\n    - label:role:web\n    deploy: {}\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    security_opt: # hardening\n    - label:role:web\n    - no-new-privileges:true\n    deploy: {}\n',
      ),
      bad(
        'services:\n  sudo:\n    image: example/api:1.4.2\n    security_opt:\n      - «no-new-privileges:false» # sudo\n',
        'services:\n  sudo:\n    image: example/api:1.4.2\n    security_opt:\n      - no-new-privileges:true # sudo\n',
      ),
      bad(
        'services:\n  «"api"»: {image: "example/api:1.4.2"}\n',
        'services:\n  "api": {image: "example/api:1.4.2", security_opt: [no-new-privileges:true]}\n',
      ),
    ],
  },
});
