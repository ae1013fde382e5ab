import { describe, expect, it } from 'vitest';
import { type Hardening, hardening } from '../../../server/src/core/analysis/harden.ts';
import type { Data } from '../../../server/src/core/model/read.ts';
import { additionFix } from '../../../server/src/core/rule/problem.ts';
import type { AnyRule } from '../../../server/src/core/rule/rule.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { type Files, findingsOf, type Setting } from '../../support/analysis.ts';
import { serviceRule } from './madeUpRules.ts';
import { deployment } from './shown.ts';

/** The hardenings of a workspace by their titles. */
function hardenings(files: Files, setting: Setting = {}): Map<string, Hardening> {
  const findings = findingsOf(files, setting);
  const subjects = new Set(findings.flatMap((each) => (each.subject ? [each.subject.node] : [])));
  return new Map(
    [...subjects].flatMap((each) => {
      const found = hardening(each, findings);
      return found ? [[found.title, found] as const] : [];
    }),
  );
}

function applied(text: string, { edits }: Pick<Hardening, 'edits'>): string {
  return applyEdits(
    text,
    edits.map(({ span, newText }) => ({ start: span.start, end: span.end, newText })),
  );
}

/** A rule that wants something added to every service. */
function wants(id: string, values: { readonly [key: string]: Data }): AnyRule {
  return serviceRule(id, ({ node, entry }, { report }) =>
    report({
      span: entry.keySpan,
      message: id,
      fixes: () => [additionFix(`Add ${id}`, false, node, values)],
    }),
  );
}

const ONE = 'services:\n  api:\n    image: x\n';

describe('hardening', () => {
  it('speaks of a container without a name as the one that it is', () => {
    const found = [
      ...hardenings({ 'api.yaml': deployment().replace('name: api\n          image', 'image') }).keys(),
    ];
    expect(found.find((each) => each.includes('container'))).toMatch(/^Harden this container: \d settings$/);
  });

  const text = deployment('# the ports\nports: [{containerPort: 80}] # http\n');

  it('adds all settings of a container in one go, in the customary order', () => {
    const found = hardenings({ 'api.yaml': text }).get('Harden container "api": 9 settings');
    expect(found?.findings).toHaveLength(9);
    expect(found && applied(text, found)).toBe(
      `${text}          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 512Mi
          livenessProbe:
            tcpSocket:
              port: 80
            periodSeconds: 10
            failureThreshold: 3
          readinessProbe:
            tcpSocket:
              port: 80
            periodSeconds: 5
            failureThreshold: 2
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
`,
    );
  });

  it('mends all that its title counts', () => {
    for (const [title, found] of hardenings({ 'api.yaml': text })) {
      const mended = findingsOf({ 'api.yaml': applied(text, found) }).map((each) => each.ruleId);
      expect(title).toMatch(new RegExp(`: ${found.findings.length} settings$`));
      for (const { ruleId } of found.findings) expect(mended).not.toContain(ruleId);
      expect(mended.filter((each) => each.startsWith('yaml/'))).toEqual([]);
    }
  });

  it('is offered for each container and pod by its name', () => {
    const two = `${deployment()}        - name: log\n          image: example/log:1.0.0\n`;
    expect([...hardenings({ 'api.yaml': two }).keys()]).toEqual([
      'Harden Deployment "api": 2 settings',
      'Harden container "api": 7 settings',
      'Harden container "log": 7 settings',
    ]);
    const titles = [...hardenings({ 'compose.yaml': ONE.replace('x', 'example/api:1') }).keys()];
    expect(titles).toEqual(['Harden service "api": 4 settings']);
  });

  it('keeps what is there, and adds to it where it stands', () => {
    const partly = deployment(
      'securityContext:\n  # no root\n  runAsNonRoot: true\nresources:\n  limits: {memory: 1Gi} # much\n',
    );
    const found = [...hardenings({ 'api.yaml': partly })].find(([title]) => title.includes('container'))?.[1];
    const after = found ? applied(partly, found) : '';
    for (const line of partly.split('\n')) expect(after.split('\n')).toContain(line);
    expect(after.match(/securityContext:/g)).toHaveLength(1);
    expect(after.match(/resources:/g)).toHaveLength(1);
  });

  it('is not offered for a single setting', () => {
    expect(hardenings({ 'compose.yaml': ONE }, { only: [wants('made/a', { a: 1 })] }).size).toBe(0);
  });

  it('leaves out findings that can not be mended by adding', () => {
    const privileged = `${ONE}    privileged: true\n`;
    const found = [...hardenings({ 'compose.yaml': privileged }).values()][0];
    expect(found?.findings.map((each) => each.ruleId)).not.toContain('compose/privileged');
    expect(found?.findings.length).toBeGreaterThan(1);
  });

  it('joins lists and mappings, and of two values takes the first', () => {
    const rules = [
      wants('made/a', { list: ['k', 'l'], map: { one: 1, both: 'a' }, odd: 'text' }),
      wants('made/b', { list: ['l', 'm'], map: { two: 2, both: 'b' }, odd: { deep: true } }),
    ];
    const found = hardenings({ 'compose.yaml': ONE }, { only: rules }).get(
      'Harden service "api": 2 settings',
    );
    expect(found && applied(ONE, found)).toBe(
      `${ONE}    list:\n      - k\n      - l\n      - m\n    map:\n      one: 1\n      both: a\n      two: 2\n    odd: text\n`,
    );
  });

  it('keeps CRLF', () => {
    const crlf = text.replaceAll('\n', '\r\n');
    for (const found of hardenings({ 'api.yaml': crlf }).values()) {
      expect(applied(crlf, found)).not.toMatch(/[^\r]\n/);
    }
  });
});
