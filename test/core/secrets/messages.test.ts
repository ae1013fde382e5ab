import { describe, expect, it } from 'vitest';
import { applyFix, type Files, findingsOf } from '../../support/analysis.ts';

/** Put together so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'Qz7Kp2Xw9Rb4'.repeat(3)}`;
const SECRETS = ['Kw3-blue-otter', 'hunter2', TOKEN, 'pa55word'];

const FILES: Files = {
  'compose.yaml': `services:
  db:
    image: mysql:8
    environment:
      MYSQL_PASSWORD: hunter2
      DATABASE_URL: mysql://app:pa55word@db/app
    labels: ["deploy.token=${TOKEN}"]
    command: ["--requirepass", "Kw3-blue-otter"]
    build:
      context: .
      args:
        - "API_KEY=Kw3-blue-otter"
    healthcheck:
      test: mysqladmin ping --password=hunter2
  x:
    image: example/x:1
    entrypoint: serve --token ${TOKEN}
`,
  'api.yaml': `apiVersion: v1
kind: Pod
metadata: {name: api}
spec:
  containers:
    - name: api
      image: example/api:1.4.2
      args: [--api-key, Kw3-blue-otter, "--password=hunter2"]
      env:
        - name: DB_PASSWORD
          value: hunter2
        - {name: URL, value: "postgres://app:pa55word@db/app"}
        - name: HOOK
          value: ${TOKEN}
`,
};

const found = findingsOf(FILES).filter((each) => each.ruleId.endsWith('env-hardcoded-secret'));

describe('what is said of a secret', () => {
  it('is said at each place where one stands', () => {
    const marked = found.map(({ location }) =>
      (FILES[location.uri.slice('file:///workspace/'.length)] ?? '').slice(location.start, location.end),
    );
    expect(marked.length).toBeGreaterThanOrEqual(9);
    for (const text of marked) expect(SECRETS.some((secret) => text.includes(secret))).toBe(true);
  });

  it('never repeats it: not in messages, nor in explanations, nor in the titles of fixes', () => {
    for (const each of found) {
      const words = [
        each.message,
        each.subject?.label ?? '',
        ...each.related.map((related) => related.message),
        ...each.fixes().map((fix) => fix.title),
      ].join('\n');
      for (const secret of SECRETS) expect(words).not.toContain(secret);
    }
  });

  it('leads to fixes that take the secret out and write it nowhere', () => {
    const fixable = found.filter((each) => each.fixes().length > 0);
    expect(fixable.length).toBeGreaterThan(0);
    for (const each of fixable) {
      for (const fix of each.fixes()) {
        for (const { newText } of fix.edits) {
          for (const secret of SECRETS) expect(newText).not.toContain(secret);
        }
        const after = findingsOf(applyFix(FILES, fix)).filter((other) => other.ruleId === each.ruleId);
        expect(after.length, fix.title).toBeLessThan(
          found.filter((other) => other.ruleId === each.ruleId).length,
        );
      }
    }
  });
});
