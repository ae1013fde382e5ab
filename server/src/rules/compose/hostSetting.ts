import type { ComposeService } from '../../core/compose/project.ts';
import { isReset } from '../../core/compose/reset.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import { fromVariable } from './fromVariable.ts';

/** Something of the host that a service can have instead of its own. */
interface HostSetting {
  readonly id: string;
  readonly field: 'network_mode' | 'pid' | 'ipc' | 'userns_mode' | 'cgroup_parent';
  /** Which values are meant; by default `host` is. */
  readonly meant?: RegExp;
  readonly title: string;
  /** `shares the network of the host` */
  readonly what: string;
  readonly consequence: string;
  readonly why: string;
  readonly how: string;
  readonly aliases: { readonly [tool: string]: string };
  /** A value that is found, and one that is not. */
  readonly values: { readonly found: string; readonly fine: string };
}

/** The rule against having something of the host's. */
export function hostSettingRule(setting: HostSetting): Rule<'service'> {
  const { id, field, title, what, consequence, why, how, aliases, values, meant = /^host$/ } = setting;
  const api = 'services:\n  api:\n    image: example/api:1.4.2\n';
  return defineRule({
    id,
    title,
    category: 'security',
    levels: { recommended: 'warning', strict: 'error' },
    since: '0.1.0',
    target: 'service',
    docs: { why, how, references: [`https://docs.docker.com/reference/compose-file/services/#${field}`] },
    aliases,
    check({ name, node }: ComposeService, { report }) {
      const value = get(node, field);
      if (!value || isReset(value) || !meant.test(stringOf(value)?.trim() ?? '')) return;
      report({
        span: value.span,
        message: fromVariable(`Service "${name}" ${what}: ${consequence}.`, value),
        fixes: () => [removalFix(node, field)],
      });
    },
    examples: {
      good: [
        good(api),
        good(`${api}    ${field}: ${values.fine}\n`),
        good(`${api}    labels: {${field}: ${values.found}}\n`),
        {
          files: {
            'compose.yaml': `${api}    ${field}: ${values.found}\n`,
            'compose.override.yaml': `services:\n  api:\n    ${field}: !reset null\n`,
          },
        },
      ],
      bad: [
        bad(
          `${api}    ${field}: «${values.found}» # why?\n    restart: always\n`,
          `${api}    restart: always\n`,
        ),
        bad(
          `services:\n  api: {${field}: «"${values.found}"», image: "example/api:1.4.2"}\n`,
          'services:\n  api: {image: "example/api:1.4.2"}\n',
        ),
        badFiles(
          {
            'compose.yaml': api,
            'compose.override.yaml': `services:\n  api:\n    restart: always\n    # for now\n    ${field}: «${values.found}»\n`,
          },
          { 'compose.override.yaml': 'services:\n  api:\n    restart: always\n    # for now\n' },
        ),
      ],
    },
  });
}
