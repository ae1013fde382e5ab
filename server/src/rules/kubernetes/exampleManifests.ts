function indented(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(columns) + line))
    .join('\n');
}

/** A Pod manifest around the lines of its spec. */
export function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: demo\n  labels:\n    app: demo\nspec:\n${indented(spec, 2)}`;
}

/** A Deployment manifest around the lines of its pod template's spec. */
export function deployment(spec: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: demo
spec:
  selector:
    matchLabels:
      app: demo
  template:
    metadata:
      labels:
        app: demo
    spec:
${indented(spec, 6)}`;
}

/** A CronJob manifest around the lines of its pod template's spec. */
export function cronJob(spec: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: demo
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
${indented(spec, 10)}`;
}

/** A Service with the lines of its selector, and a `---` behind it. */
export function service(selector: string, ports = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: demo\nspec:\n  selector:\n    ${selector}\n${ports}---\n`;
}

/** A PodDisruptionBudget, and a `---` behind it. */
export function budget(limit: string, selector = 'matchLabels:\n      app: demo'): string {
  return `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: demo\nspec:\n  ${limit}\n  selector:\n    ${selector}\n---\n`;
}

/** A HorizontalPodAutoscaler for a Deployment, and a `---` behind it. */
export function autoscaler(limits = 'minReplicas: 2\n  maxReplicas: 10', name = 'demo'): string {
  return `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: demo\nspec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: ${name}\n  ${limits}\n---\n`;
}

/** An Ingress around the lines of its spec. */
export function ingress(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: demo\nspec:\n  ${spec}`;
}

/** A ClusterRole with one rule; the parts are YAML sequences. */
export function role(groups: string, resources: string, verbs: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: demo\nrules:\n  - apiGroups: ${groups}\n    resources: ${resources}\n    verbs: ${verbs}\n`;
}

/** A ClusterRoleBinding of a ClusterRole to one subject. */
export function binding(to: string, kind: string, name: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: demo\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ${to}\nsubjects:\n  - kind: ${kind}\n    name: ${name}\n`;
}

/** The `containers` of a spec: one, called api, with these lines. */
export function api(lines = ''): string {
  return `containers:\n  - name: api\n    image: example/api:1.4.2\n${indented(lines, 4)}`;
}

/** Marks the name of a manifest as the place where something is found. */
export function atName(manifest: string): string {
  return manifest.replace('name: demo', 'name: «demo»');
}
