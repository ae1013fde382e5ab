import type { Resource } from '../../core/kubernetes/resource.ts';
import { entriesOf, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import type { PresetLevels } from '../../core/rule/severity.ts';

/** A type of Service that opens it to more than the cluster. */
interface ServiceType {
  readonly id: string;
  readonly type: 'NodePort' | 'LoadBalancer';
  readonly levels: PresetLevels;
  readonly consequence: string;
  readonly why: string;
  readonly how: string;
  readonly aliases: { readonly [tool: string]: string };
}

const INTERNAL = /(?:^|[./-])(?:internal|load-balancer-type|load-balancer-scheme)$/;

/** The rule against Services of a type. */
export function serviceTypeRule(rule: ServiceType): Rule<'resource'> {
  const { id, type, levels, consequence, why, how, aliases } = rule;
  const example = (name: string, spec: string, annotations = ''): string =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${annotations}spec:\n${spec}  selector:\n    app: web\n  ports:\n    - port: 80\n`;
  return defineRule({
    id,
    title: `Service of type ${type}`,
    category: 'security',
    levels,
    since: '0.1.0',
    target: 'resource',
    docs: {
      why,
      how,
      references: [
        'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
      ],
    },
    aliases,
    check(resource, { report }) {
      if (resource.kind !== 'Service' || resource.group !== '') return;
      const setting = get(resource.node, 'spec', 'type');
      if (!setting || stringOf(setting) !== type || isInternal(resource)) return;
      report({
        span: setting.span,
        message: `Service "${resource.name ?? ''}" is of type ${type}: ${consequence}.`,
      });
    },
    examples: {
      good: [
        good(example('web', '  type: ClusterIP\n')),
        good(example('web', '')),
        good(example('web', '  type: ExternalName\n  externalName: web.example.com\n')),
        ...(type === 'LoadBalancer'
          ? [
              good(
                example(
                  'web',
                  '  type: LoadBalancer\n',
                  '  annotations:\n    networking.gke.io/load-balancer-type: Internal\n',
                ),
              ),
            ]
          : []),
      ],
      bad: [
        bad(example('web', `  type: «${type}»\n`)),
        bad(example('api', `  type: «"${type}"» # for now\n`)),
        bad(example('api', `  clusterIP: 10.0.0.7\n  type: «${type}»\n`)),
      ],
    },
  });
}

/** Whether an annotation of a cloud keeps a load balancer inside. */
function isInternal({ node }: Resource): boolean {
  return entriesOf(get(node, 'metadata', 'annotations')).some(
    ({ key, value }) => INTERNAL.test(key) && /^(?:true|internal)$/i.test(stringOf(value) ?? ''),
  );
}
