import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import type { EffectiveCompose, FileReference } from '../compose/effective/compose.ts';
import type { ComposeProject, ComposeService } from '../compose/project.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Build } from '../kustomize/build/build.ts';
import type { MapNode } from '../model/node.ts';
import type { SchemaBook } from '../schema/schemaBook.ts';
import type { Comparison } from './comparison.ts';
import type { Environment } from './environment.ts';
import type { Problem } from './problem.ts';
import type { PresetLevels } from './severity.ts';

/** What a rule can be for. The engine walks a model once and hands each target to the rules for it. */
export interface Targets {
  /** A Kubernetes object of any kind. */
  readonly resource: Resource;
  /** A pod, or a workload's pod template. */
  readonly pod: Pod;
  /** A container of any role. */
  readonly container: Container;
  /** A Compose file. */
  readonly project: ComposeProject;
  /** A service of a Compose file. */
  readonly service: ComposeService;
  /** A kustomization that is deployed, with what building it found. Not judged where each file is judged by itself. */
  readonly deployment: KustomizeDeployment;
  /** A kustomization file, read by itself. */
  readonly kustomization: KustomizationFile;
  /** A Compose project with its variables replaced. Not judged where each file is judged by itself. */
  readonly composition: Composition;
  /** A workload or a Compose service, beside what it is in other environments. Not judged where each file is judged by itself. */
  readonly comparison: Comparison;
}

/** A kustomization that is deployed. */
export interface KustomizeDeployment {
  readonly node: MapNode;
  readonly build: Build;
}

/** A kustomization file. */
export interface KustomizationFile {
  readonly node: MapNode;
  /** Whether a URI is a file of the workspace, whatever its name. */
  has(uri: string): boolean;
  /** Whether it can be told what is at a URI: what lies outside of the workspace folder is not known. */
  isInReach(uri: string): boolean;
  /** The URIs of the workspace's files, for those who look for a name that is meant. */
  files(): Iterable<string>;
}

/** A Compose project as it is deployed. */
export interface Composition {
  readonly node: MapNode;
  readonly model: EffectiveCompose;
  /** The project with its variables as they are written. */
  readonly project: ComposeProject | undefined;
  /** The files of the workspace whose content its services get. */
  readonly handedOver: readonly HandedFile[];
}

/** A file whose content services get. */
export interface HandedFile extends FileReference {
  readonly text: string;
  /** Set for a file that git does not ignore; undefined where it does, and where no repository is known. */
  readonly exposed: Exposure | undefined;
}

/** Where git could be told to ignore a file. */
export interface Exposure {
  /** The URI of the nearest `.gitignore`; where there is none, of the one to be made. */
  readonly uri: string;
  /** Its text; undefined where there is none. */
  readonly text: string | undefined;
  /** The path of the file from there. */
  readonly path: string;
}

export type TargetName = keyof Targets;

export const CATEGORIES = ['security', 'reliability', 'correctness', 'maintainability'] as const;

export type Category = (typeof CATEGORIES)[number];

/** What a check is given beside its target. */
export interface RuleContext<Options> {
  /** The rule's options as configured, with the schema's defaults filled in. */
  readonly options: Options;
  readonly environment: Environment;
  /** The schemas that Plumbline brings along; undefined until they are loaded. */
  readonly schemas: SchemaBook | undefined;
  report(problem: Problem): void;
}

/** The JSON Schema of a rule's options: an object whose properties each have a default and a description. */
export type OptionsSchema = {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: {
    readonly [name: string]: JSONSchema & { readonly default: unknown; readonly description: string };
  };
};

/** A rule's documentation; what it flags is told by its examples. */
export interface RuleDocs {
  /** Why it matters, in Markdown: two sentences or more. */
  readonly why: string;
  /** What to do about it, and when not to; Markdown. */
  readonly how?: string;
  readonly references: readonly string[];
}

/** One file, by a default name that fits the rule's target, or several by name. */
export type ExampleFiles = string | { readonly [path: string]: string };

/** Files in which the rule finds something. */
export interface BadExample {
  readonly files: ExampleFiles;
  /** Where: `line:column-endColumn`, or with several files `path:line:column-endColumn`; 1-based, the end exclusive. */
  readonly expect: readonly string[];
  /** The files after the preferred fix of each finding; only those that change. */
  readonly fixed?: ExampleFiles;
  readonly options?: { readonly [name: string]: unknown };
}

/** Files in which the rule finds nothing. */
export interface GoodExample {
  readonly files: ExampleFiles;
  readonly options?: { readonly [name: string]: unknown };
}

/** A rule, as the engine holds it. */
export interface Rule<T extends TargetName = TargetName> {
  /** `kubernetes/liveness-probe`; the file's name is the part behind the slash. */
  readonly id: string;
  /** What it finds, as a noun phrase without a full stop: `Container without a liveness probe`. */
  readonly title: string;
  readonly category: Category;
  readonly levels: PresetLevels;
  readonly since: string;
  readonly target: T;
  readonly docs: RuleDocs;
  /** What other tools call it: `tool: name, name`. */
  readonly aliases?: { readonly [tool: string]: string };
  readonly options?: OptionsSchema;
  /** What options are by default in the presets above `recommended`, where that is something else. */
  readonly strictOptions?: { readonly [name: string]: unknown };
  readonly examples: { readonly good: readonly GoodExample[]; readonly bad: readonly BadExample[] };
  check(target: Targets[T], context: RuleContext<unknown>): void;
}

/** A rule of any target; narrows by `target`. */
export type AnyRule = { [T in TargetName]: Rule<T> }[TargetName];

type OptionsOf<S> = S extends OptionsSchema
  ? FromSchema<S & { required: (keyof S['properties'])[] }>
  : Record<string, never>;

/** A rule as its file writes it: the type of `options` in `check` follows from the schema. */
export type RuleDefinition<T extends TargetName, S extends OptionsSchema | undefined> = Omit<
  Rule<T>,
  'check' | 'options'
> & {
  readonly options?: S;
  check(target: Targets[T], context: RuleContext<OptionsOf<S>>): void;
};

/** Declares a rule. The options that reach `check` have been validated against the schema, which is what the cast rests on. */
export function defineRule<T extends TargetName, const S extends OptionsSchema | undefined = undefined>(
  definition: RuleDefinition<T, S>,
): Rule<T> {
  const { options, check, ...rest } = definition;
  return {
    ...rest,
    ...(options === undefined ? {} : { options }),
    check: (target, context) => check(target, context as RuleContext<OptionsOf<S>>),
  };
}
