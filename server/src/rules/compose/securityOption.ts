import { isReset } from '../../core/compose/reset.ts';
import { edit } from '../../core/edit/edit.ts';
import { asSeq, get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import { fromVariable } from './fromVariable.ts';

/** An entry of `security_opt` that takes a protection away. */
interface SecurityOption {
  readonly id: string;
  readonly title: string;
  readonly option: RegExp;
  readonly consequence: string;
  readonly why: string;
  readonly how: string;
  readonly reference: string;
  readonly aliases: { readonly [tool: string]: string };
  /** Two entries that are found, and one that is not. */
  readonly entries: readonly [string, string, string];
}

/** The rule against an entry of `security_opt`. */
export function securityOptionRule(rule: SecurityOption): Rule<'service'> {
  const { id, title, option, consequence, why, how, reference, aliases } = rule;
  const [first, second, fine] = rule.entries;
  const api = 'services:\n  api:\n    image: example/api:1.4.2\n';
  return defineRule({
    id,
    title,
    category: 'security',
    levels: { recommended: 'warning', strict: 'error' },
    since: '0.1.0',
    target: 'service',
    docs: {
      why,
      how,
      references: ['https://docs.docker.com/reference/compose-file/services/#security_opt', reference],
    },
    aliases,
    check({ name, node }, { report }) {
      const options = get(node, 'security_opt');
      if (isReset(options)) return;
      asSeq(options)?.items.forEach(({ value }, index) => {
        const text = stringOf(value)?.trim() ?? '';
        if (isReset(value) || !option.test(text)) return;
        report({
          span: value.span,
          message: fromVariable(`Service "${name}" runs with "${text}": ${consequence}.`, value),
          fixes: () => [
            { title: `Remove "${text}"`, safe: false, edits: edit.removeFrom(node, 'security_opt', index) },
          ],
        });
      });
    },
    examples: {
      good: [
        good(api),
        good(`${api}    security_opt: ["${fine}"]\n`),
        good(`${api}    security_opt:\n      - no-new-privileges:true\n    labels: {was: "${first}"}\n`),
      ],
      bad: [
        bad(
          `${api}    security_opt:\n      - «${first}» # the debugger\n      - no-new-privileges:true\n`,
          `${api}    security_opt:\n      - no-new-privileges:true\n`,
        ),
        bad(`${api}    security_opt: [«"${second}"»]\n    restart: always\n`, `${api}    restart: always\n`),
        badFiles(
          {
            'compose.yaml': `${api}    security_opt: ["${fine}"]\n`,
            'compose.override.yaml': `services:\n  api:\n    security_opt:\n    - «${first}»\n`,
          },
          { 'compose.override.yaml': 'services:\n  api: {}\n' },
        ),
      ],
    },
  });
}
