import { describe, expect, it } from 'vitest';
import { pod } from '../../server/src/rules/kubernetes/exampleManifests.ts';
import { findingsOf } from '../support/analysis.ts';

/** The rules that mend something of a container or service without a person looking. */
function safelyMended(files: { readonly [path: string]: string }): string[] {
  return findingsOf(files)
    .filter((finding) => finding.fixes().some((fix) => fix.safe))
    .map((finding) => finding.ruleId.replace(/^.*\//, ''));
}

function container(context: string): { readonly [path: string]: string } {
  return {
    'pod.yaml': pod(
      `containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext: ${context}\n`,
    ),
  };
}

describe('a safe fix', () => {
  it('adds what is missing', () => {
    expect(safelyMended(container('{}'))).toContain('privilege-escalation');
    expect(safelyMended(container('{allowPrivilegeEscalation: }'))).toContain('privilege-escalation');
  });

  it('leaves alone what somebody has set', () => {
    expect(safelyMended(container('{allowPrivilegeEscalation: true}'))).not.toContain('privilege-escalation');
    const option = (value: string) => ({
      'compose.yaml': `services:\n  api:\n    image: example/api:1.4.2\n    security_opt: [${value}]\n`,
    });
    expect(safelyMended(option('no-new-privileges:false'))).not.toContain('no-new-privileges');
    expect(safelyMended(option('label:disable'))).toContain('no-new-privileges');
  });

  it.each([
    '{privileged: true}',
    '{capabilities: {add: [SYS_ADMIN]}}',
    '{capabilities: {add: [CAP_SYS_ADMIN]}}',
  ])('makes nothing of %s that the API server refuses', (context) => {
    expect(safelyMended(container(context))).not.toContain('privilege-escalation');
  });
});
