import { type Configuration, levelOf, optionsOf } from '../config/configuration.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { podOf } from '../kubernetes/pod.ts';
import type { Environment } from '../rule/environment.ts';
import type { Problem } from '../rule/problem.ts';
import type { AnyRule, Rule, TargetName, Targets } from '../rule/rule.ts';
import type { Severity } from '../rule/severity.ts';
import type { Subject } from './finding.ts';
import { looksLikeOverride, looksLikePatch } from './partial.ts';
import type { ModelDocument } from './workspaceModel.ts';

/** A problem with the rule that reported it and how loud it is. */
export interface Judgement {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly problem: Problem;
  readonly subject: Subject;
}

/** Called where a rule throws; its other targets and all other rules go on. */
export type RuleCrash = (rule: AnyRule, error: unknown) => void;

interface Active<T extends TargetName> {
  readonly rule: Rule<T>;
  readonly any: AnyRule;
  readonly level: Severity;
  readonly chosen: boolean;
  readonly options: { readonly [name: string]: unknown };
}

type ByTarget = { readonly [T in TargetName]: readonly Active<T>[] };

/** The rules that are switched on, by what they are for. */
export class Judge {
  private readonly rules: ByTarget;
  private readonly isolated: boolean;
  private readonly onCrash: RuleCrash;

  constructor(rules: readonly AnyRule[], configuration: Configuration, onCrash: RuleCrash) {
    this.isolated = configuration.isolated;
    this.onCrash = onCrash;
    this.rules = {
      resource: active(rules, 'resource', configuration),
      pod: active(rules, 'pod', configuration),
      container: active(rules, 'container', configuration),
      project: active(rules, 'project', configuration),
      service: active(rules, 'service', configuration),
    };
  }

  /**
   * Judges one document.
   * @param isPatch whether a kustomization uses the file as a patch
   */
  judge(document: ModelDocument, environment: Environment, isPatch: boolean): Judgement[] {
    const result: Judgement[] = [];
    for (const resource of document.resources) {
      const pod = environment.cluster.podOf(resource) ?? podOf(resource);
      const partial = !this.isolated && (isPatch || looksLikePatch(resource, pod));
      const label = `${resource.kind} "${resource.name ?? ''}"`;
      this.run('resource', resource, { node: resource.node, label }, partial, environment, result);
      if (pod) this.judgePod(pod, label, partial, environment, result);
    }
    const { project } = document;
    if (project) {
      const partial = !this.isolated && looksLikeOverride(project);
      const label = 'this Compose file';
      this.run('project', project, { node: project.root, label }, partial, environment, result);
      for (const service of project.services) {
        const subject = { node: service.node, label: `service "${service.name}"` };
        this.run('service', service, subject, partial, environment, result);
      }
    }
    return result;
  }

  private judgePod(
    pod: Pod,
    label: string,
    partial: boolean,
    environment: Environment,
    result: Judgement[],
  ): void {
    this.run('pod', pod, { node: pod.spec, label }, partial, environment, result);
    for (const container of pod.containers) {
      const subject = { node: container.node, label: `container "${container.name}"` };
      this.run('container', container, subject, partial, environment, result);
    }
  }

  private run<T extends TargetName>(
    name: T,
    target: Targets[T],
    subject: Subject,
    partial: boolean,
    environment: Environment,
    result: Judgement[],
  ): void {
    const rules: readonly Active<T>[] = this.rules[name];
    for (const { rule, any, level, chosen, options } of rules) {
      const reported: Judgement[] = [];
      const report = (problem: Problem): void => {
        if (partial && problem.missing) return;
        const severity = chosen ? level : (problem.severity ?? level);
        reported.push({ ruleId: rule.id, severity, problem, subject });
      };
      try {
        rule.check(target, { options, environment, report });
        result.push(...reported);
      } catch (error) {
        this.onCrash(any, error);
      }
    }
  }
}

function active<T extends TargetName>(
  rules: readonly AnyRule[],
  target: T,
  configuration: Configuration,
): Active<T>[] {
  const result: Active<T>[] = [];
  for (const rule of rules) {
    if (!isFor(rule, target)) continue;
    const any: AnyRule = rule;
    const { level, chosen } = levelOf(any, configuration);
    if (level === 'off') continue;
    result.push({ rule, any, level, chosen, options: optionsOf(any, configuration) });
  }
  return result;
}

function isFor<T extends TargetName>(rule: AnyRule, target: T): rule is AnyRule & Rule<T> {
  return rule.target === target;
}
