import type { ComposeProject } from '../compose/project.ts';
import { type Configuration, levelByPath, levelOf, optionsOf } from '../config/configuration.ts';
import { podOf } from '../kubernetes/pod.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { MapNode } from '../model/node.ts';
import type { Comparison } from '../rule/comparison.ts';
import type { Environment } from '../rule/environment.ts';
import { ENVIRONMENT_KINDS, type EnvironmentKind } from '../rule/environmentKind.ts';
import { fitted } from '../rule/fitted.ts';
import type { Problem } from '../rule/problem.ts';
import type {
  AnyRule,
  Composition,
  KustomizationFile,
  KustomizeDeployment,
  Rule,
  TargetName,
  Targets,
} from '../rule/rule.ts';
import type { Severity } from '../rule/severity.ts';
import type { SchemaBook } from '../schema/schemaBook.ts';
import type { Subject } from './finding.ts';
import { looksLikePatch } from './partial.ts';
import type { Unit } from './unit.ts';
import { ASKED, type Judgement, SILENT, VerdictList, type Verdicts } from './verdicts.ts';
import { watched } from './watchedEnvironment.ts';

/** What was found in a unit. */
export interface UnitJudgement {
  readonly unit: Unit;
  /** What was found in each of its objects, and in what was made of all of them. */
  readonly parts: readonly Verdicts[];
  /** Whether a rule would miss something in a subject if this were an environment of another kind. */
  misses(ruleId: string, subject: Subject, kind: EnvironmentKind | undefined): boolean;
}

/** Called where a rule throws; its other targets and all other rules go on. */
export type RuleCrash = (rule: AnyRule, error: unknown) => void;

interface Volume {
  readonly level: Severity;
  /** Whether somebody chose the level, who knows better than the rule. */
  readonly chosen: boolean;
}

interface Active<T extends TargetName> {
  readonly rule: Rule<T>;
  readonly any: AnyRule;
  /** How loud it is, by the kind of the environment; undefined where it is off. */
  readonly volumes: ReadonlyMap<EnvironmentKind | undefined, Volume | undefined>;
  readonly options: { readonly [name: string]: unknown };
}

/** The one rule that a part of a Compose project is held to. */
const SCHEMA_RULE = 'compose/schema-invalid';

type ByTarget = { readonly [T in TargetName]: readonly Active<T>[] };

/** The rules that are switched on, by what they are for. */
export class Judge {
  private readonly rules: ByTarget;
  private readonly all: readonly AnyRule[];
  private readonly configuration: Configuration;
  private readonly isolated: boolean;
  private readonly onCrash: RuleCrash;
  private readonly schemas: SchemaBook | undefined;
  private readonly single = new Map<string, Judge>();

  constructor(
    rules: readonly AnyRule[],
    configuration: Configuration,
    onCrash: RuleCrash,
    schemas: SchemaBook | undefined,
  ) {
    this.all = rules;
    this.configuration = configuration;
    this.isolated = configuration.isolated;
    this.onCrash = onCrash;
    this.schemas = schemas;
    this.rules = {
      resource: active(rules, 'resource', configuration),
      pod: active(rules, 'pod', configuration),
      container: active(rules, 'container', configuration),
      project: active(rules, 'project', configuration),
      service: active(rules, 'service', configuration),
      deployment: active(rules, 'deployment', configuration),
      kustomization: active(rules, 'kustomization', configuration),
      composition: active(rules, 'composition', configuration),
      comparison: active(rules, 'comparison', configuration),
    };
  }

  /**
   * Judges one Kubernetes object.
   * @param partial whether it is known to be laid over another one; whether it looks so is seen here
   * @param before what the same rules said of it in other surroundings of the same kind
   */
  resource(resource: Resource, environment: Environment, partial: boolean, before?: Verdicts): Verdicts {
    const pod = environment.cluster.podOf(resource) ?? podOf(resource);
    const isPart = !this.isolated && (partial || looksLikePatch(resource, pod));
    const verdicts = new VerdictList(resource.node, isPart, before);
    const label = named(resource.kind, resource.name);
    this.run('resource', resource, verdicts.subject(resource.node, label), isPart, environment, verdicts);
    if (!pod) return verdicts;
    this.run('pod', pod, verdicts.subject(pod.spec, label), isPart, environment, verdicts);
    for (const container of pod.containers) {
      const subject = verdicts.subject(container.node, named('container', container.name));
      this.run('container', container, subject, isPart, environment, verdicts);
    }
    return verdicts;
  }

  /**
   * Judges a Compose project: one file, or several that are merged.
   * @param partial whether it is known to be laid over another one; see {@link resource}
   */
  project(project: ComposeProject, environment: Environment, partial: boolean): Verdicts {
    const isPart = !this.isolated && partial;
    const verdicts = new VerdictList(project.root, isPart);
    const subject = verdicts.subject(project.root, 'this Compose file');
    this.run('project', project, subject, isPart, environment, verdicts);
    for (const service of project.services) {
      const own = verdicts.subject(service.node, `service "${service.name}"`);
      this.run('service', service, own, isPart, environment, verdicts);
    }
    return verdicts;
  }

  /** Judges what building a kustomization found. */
  deployment(deployment: KustomizeDeployment, environment: Environment): Verdicts {
    const verdicts = new VerdictList(deployment.node, false);
    const subject = verdicts.subject(deployment.node, 'this kustomization');
    this.run('deployment', deployment, subject, false, environment, verdicts);
    return verdicts;
  }

  /** Judges a kustomization file by itself. */
  kustomization(file: KustomizationFile, environment: Environment): Verdicts {
    const verdicts = new VerdictList(file.node, false);
    const subject = verdicts.subject(file.node, 'this kustomization');
    this.run('kustomization', file, subject, false, environment, verdicts);
    return verdicts;
  }

  /**
   * Judges a Compose project as it is deployed.
   * @param partial whether it is only a part of one: then no more than its names and types are judged
   */
  composition(composition: Composition, environment: Environment, partial: boolean): Verdicts {
    const verdicts = new VerdictList(composition.node, false);
    const subject = verdicts.subject(composition.node, 'this Compose project');
    const isPart = !this.isolated && partial;
    const judge = isPart ? this.only(SCHEMA_RULE) : this;
    judge.run('composition', composition, subject, isPart, environment, verdicts);
    return verdicts;
  }

  /**
   * Judges a workload or a service beside what it is in other environments.
   * @param root the object or the project that it is in
   */
  comparison(comparison: Comparison, root: MapNode, environment: Environment): Verdicts {
    const { node, pod, service } = comparison;
    const verdicts = new VerdictList(root, false);
    const label = pod ? named(pod.workload.kind, pod.workload.name) : named('service', service?.name);
    // It is not listed as looked at: that is what the rules for the object itself do.
    this.run('comparison', comparison, { node, label, root }, false, environment, verdicts);
    return verdicts;
  }

  /** Judges with one rule alone. */
  only(ruleId: string): Judge {
    const known = this.single.get(ruleId);
    if (known) return known;
    const rules = this.all.filter((each) => each.id === ruleId);
    const judge = new Judge(rules, this.configuration, this.onCrash, this.schemas);
    this.single.set(ruleId, judge);
    return judge;
  }

  private run<T extends TargetName>(
    name: T,
    target: Targets[T],
    subject: Subject,
    partial: boolean,
    environment: Environment,
    verdicts: VerdictList,
  ): void {
    const rules: readonly Active<T>[] = this.rules[name];
    const watch = watched(environment);
    for (const { rule, any, volumes, options } of rules) {
      const volume = volumes.get(environment.kind);
      if (!volume) continue;
      const { level, chosen } = volume;
      const known = verdicts.known();
      if (known) {
        verdicts.add(known);
        continue;
      }
      watch.asked = false;
      const reported: Judgement[] = [];
      const report = (problem: Problem): void => {
        if (partial && problem.missing) return;
        const severity = chosen ? level : (problem.severity ?? level);
        const message = fitted(problem.message);
        const fitting = message === problem.message ? problem : { ...problem, message };
        reported.push({ ruleId: rule.id, severity, problem: fitting, subject });
      };
      try {
        rule.check(target, {
          options,
          environment: watch.environment,
          schemas: this.schemas,
          report,
        });
        // Fixes look at the surroundings later.
        const everywhere = !watch.asked && !reported.some(({ problem }) => problem.fixes);
        verdicts.add(
          reported.length > 0 ? { judgements: reported, everywhere } : everywhere ? SILENT : ASKED,
        );
      } catch (error) {
        verdicts.add(ASKED);
        this.onCrash(any, error);
      }
    }
  }
}

/** `container "api"`, or `this container` where a name is still to be written. */
function named(what: string, name: string | undefined): string {
  return name === undefined || name === '' ? `this ${what}` : `${what} "${name}"`;
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
    const volumes = volumesOf(any, configuration);
    if (volumes.size === 0) continue;
    result.push({ rule, any, volumes, options: optionsOf(any, configuration) });
  }
  return result;
}

/** How loud a rule is in environments of each kind; one that is on in some files only is heard, and left out later. */
function volumesOf(rule: AnyRule, configuration: Configuration): Active<TargetName>['volumes'] {
  const byPath = levelByPath(rule, configuration);
  const volumes = new Map<EnvironmentKind | undefined, Volume | undefined>();
  for (const kind of [undefined, ...ENVIRONMENT_KINDS]) {
    const { level, chosen } = levelOf(rule, configuration, kind);
    if (level !== 'off') volumes.set(kind, { level, chosen });
    else if (byPath !== undefined) volumes.set(kind, { level: byPath, chosen: true });
  }
  return volumes;
}

function isFor<T extends TargetName>(rule: AnyRule, target: T): rule is AnyRule & Rule<T> {
  return rule.target === target;
}
