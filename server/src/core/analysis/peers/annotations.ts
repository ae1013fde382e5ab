import type { Node } from '../../model/node.ts';
import { entriesOf, get, stringOf } from '../../model/read.ts';
import type { PeerNames } from './peerNames.ts';

/**
 * Whether the annotations of an object take a rule's findings in it away, in the words of another tool: kube-linter
 * (`ignore-check.kube-linter.io/<check>`), kube-score (`kube-score/ignore`), Polaris
 * (`polaris.fairwinds.com/<check>-exempt`), Checkov (`checkov.io/skip1`) and Monokle (`monokle.io/suppress.<tool>.<rule>`).
 */
export function annotationsSilence(root: Node, ruleId: string, names: PeerNames): boolean {
  const annotations = [
    ...entriesOf(get(root, 'metadata', 'annotations')),
    // kube-score reads those of the pods as well.
    ...entriesOf(get(root, 'spec', 'template', 'metadata', 'annotations')),
  ];
  return annotations.some(({ key, value }) => silences(key, stringOf(value) ?? '', ruleId, names));
}

function silences(key: string, value: string, ruleId: string, names: PeerNames): boolean {
  const [prefix = '', name = ''] = key.split('/');
  switch (prefix) {
    case 'ignore-check.kube-linter.io':
      return names.means('kube-linter', name, ruleId);
    case 'kube-linter.io':
      return name === 'ignore-all' && names.knows('kube-linter', ruleId);
    case 'kube-score':
      return (
        name === 'ignore' &&
        listed(value).some((each) =>
          each === '*' ? names.knows('kube-score', ruleId) : names.means('kube-score', each, ruleId),
        )
      );
    case 'polaris.fairwinds.com': {
      if (value !== 'true') return false;
      if (name === 'exempt') return names.knows('polaris', ruleId);
      const check = name.replace(/-exempt$/, '');
      return check !== name && names.means('polaris', check, ruleId);
    }
    case 'checkov.io':
      return /^skip\d*$/.test(name) && names.means('checkov', value.split('=')[0] ?? '', ruleId);
    case 'monokle.io': {
      const rule = /^suppress\.[\w-]+\.([\w-]+)$/.exec(name)?.[1];
      return rule !== undefined && /^(?:suppress|true)$/.test(value) && names.means('monokle', rule, ruleId);
    }
    default:
      return false;
  }
}

function listed(value: string): string[] {
  return value.split(',').map((each) => each.trim());
}
