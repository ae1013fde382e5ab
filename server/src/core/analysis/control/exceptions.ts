import type { Configuration, ExceptionSetting } from '../../config/configuration.ts';
import { ignoreMatcher } from '../../config/ignore.ts';
import { get, stringOf } from '../../model/read.ts';
import { wildcard } from '../../text/wildcard.ts';
import type { Finding, Subject } from '../finding.ts';

/** One exception, ready to be asked. */
export interface Exception {
  readonly setting: ExceptionSetting;
  /** Whether its date is past. */
  readonly expired: boolean;
  readonly covers: (finding: Finding, path: string) => boolean;
}

/** The exceptions of a configuration. */
export function exceptionsOf({
  exceptions,
  today,
}: Pick<Configuration, 'exceptions' | 'today'>): Exception[] {
  return exceptions.map((setting) => {
    const inFiles = setting.files.length === 0 ? () => true : ignoreMatcher(setting.files);
    const rules = setting.rules.map(({ id }) => wildcard(id));
    const object = setting.object === undefined ? undefined : wildcard(setting.object);
    const container = setting.container === undefined ? undefined : wildcard(setting.container);
    return {
      setting,
      expired: setting.until !== undefined && setting.until < today,
      covers: ({ ruleId, subject }, path) =>
        rules.some((rule) => rule.test(ruleId)) &&
        inFiles(path) &&
        (object === undefined || namesOf(subject).some((name) => object.test(name))) &&
        (container === undefined || container.test(memberOf(subject, 'container') ?? '')),
    };
  });
}

/**
 * What is left of a finding: undefined where an exception takes it away, the same finding where it says nothing, else
 * the finding in the environments that are left.
 */
export function excepted(finding: Finding, { setting }: Exception): Finding | undefined {
  if (setting.environments.length === 0) return undefined;
  const left = finding.environments.filter((name) => !setting.environments.includes(name));
  if (left.length === finding.environments.length) return finding;
  return left.length === 0 ? undefined : { ...finding, environments: left };
}

/** The names by which an object or a service may be called: `Deployment/api`, `api`. */
function namesOf(subject: Subject | undefined): string[] {
  const service = memberOf(subject, 'service');
  if (service !== undefined) return [service, `Service/${service}`];
  const kind = stringOf(get(subject?.root, 'kind'));
  const name = stringOf(get(subject?.root, 'metadata', 'name'));
  return kind === undefined || name === undefined ? [] : [`${kind}/${name}`, name];
}

function memberOf(subject: Subject | undefined, what: 'container' | 'service'): string | undefined {
  const [, kind, name] = /^(\w+) "(.*)"$/.exec(subject?.label ?? '') ?? [];
  return kind === what ? name : undefined;
}
