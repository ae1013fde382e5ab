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
