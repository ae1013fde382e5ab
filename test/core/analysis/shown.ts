import { type Files, findingsOf, placeOf, type Setting } from '../../support/analysis.ts';

/** The findings of a workspace as `path:line:column-endColumn rule`, in order; of the rules whose ids start so. */
export function shown(files: Files, setting: Setting = {}, rules = ''): string[] {
  return findingsOf(files, setting)
    .filter((each) => each.ruleId.startsWith(rules))
    .map((each) => `${placeOf(each, files)} ${each.ruleId}`);
}

/** A Compose file whose one service is found privileged, on its last line. */
export const PRIVILEGED = 'services:\n  api:\n    image: example/api:1.4.2\n    privileged: true\n';

/** A Deployment of one container, with lines for the container indented by two. */
export function deployment(container = '', pod = ''): string {
  const below = (text: string, indent: string): string => text.replace(/^(?=.)/gm, indent);
  return (
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  selector:\n    matchLabels: {app: api}\n' +
    `  template:\n    metadata:\n      labels: {app: api}\n    spec:\n${below(pod, '      ')}` +
    `      containers:\n        - name: api\n          image: example/api:1.4.2\n${below(container, '          ')}`
  );
}
