import { entriesOf, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { ingress } from './exampleManifests.ts';

const SNIPPET =
  /^nginx\.(?:ingress\.kubernetes\.io|org)\/(?:(?:configuration|server|auth|stream|modsecurity|location|server|http)-snippets?)$/;

function annotated(annotation: string): string {
  return ingress('defaultBackend:\n    service: {name: web, port: {number: 80}}\n').replace(
    'name: demo\n',
    `name: demo\n  annotations:\n    ${annotation}\n`,
  );
}

export default defineRule({
  id: 'kubernetes/ingress-nginx-snippet',
  title: 'Ingress with a piece of nginx configuration',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A snippet is put into the configuration of ingress-nginx as it is. With it, whoever may write an Ingress can run Lua or read files in the controller, and so reads every Secret of the cluster (CVE-2021-25742). The controller refuses such Ingresses by default since 1.9.',
    how: 'Use the annotations that ingress-nginx has for the purpose, or a ConfigMap of the controller that only its administrators write.',
    references: [
      'https://github.com/kubernetes/ingress-nginx/issues/7837',
      'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#configuration-snippet',
    ],
  },
  aliases: { checkov: 'CKV_K8S_153, CKV_K8S_152, CKV_K8S_154', trivy: 'KCV-0093', kubescape: 'C-0059' },
  check(resource, { report }) {
    if (resource.kind !== 'Ingress') return;
    for (const { key, keySpan } of entriesOf(get(resource.node, 'metadata', 'annotations'))) {
      if (!SNIPPET.test(key)) continue;
      report({
        span: keySpan,
        message: `Ingress "${resource.name ?? ''}" brings its own nginx configuration: it can read every Secret that the controller can.`,
      });
    }
  },
  examples: {
    good: [
      good(annotated('nginx.ingress.kubernetes.io/rewrite-target: /')),
      good(annotated('cert-manager.io/cluster-issuer: letsencrypt')),
      good(
        annotated(
          '# nginx.ingress.kubernetes.io/configuration-snippet: |\n    kubernetes.io/ingress.class: nginx',
        ),
      ),
    ],
    bad: [
      bad(
        annotated('«nginx.ingress.kubernetes.io/configuration-snippet»: |\n      more_set_headers "X: y";'),
      ),
      bad(annotated('«nginx.ingress.kubernetes.io/server-snippet»: "return 404;"')),
      bad(annotated('«"nginx.ingress.kubernetes.io/auth-snippet"»: proxy_set_header Foo bar;')),
    ],
  },
});
