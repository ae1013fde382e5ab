import { faultsFrom } from './branches.ts';
import { type Expected, expectedAt } from './expected.ts';
import type { Fault, Validator } from './fault.ts';
import { type JsonSchema, jsonExpected } from './jsonExpected.ts';
import { type TypeTable, VersionedTypes } from './typeTable.ts';

/** The validators of Kubernetes' own kinds, as they are generated. */
export interface KubernetesValidators {
  /** By minor version, the validator's name of each `apps/v1/Deployment`. */
  readonly versions: { readonly [minor: string]: { readonly [kind: string]: string } };
  readonly [validator: string]: unknown;
}

/** The validator of Compose files, as it is generated, with the schema that it is made from. */
export interface ComposeValidator {
  readonly validate: Validator;
  readonly schema: JsonSchema;
}

/** Where the generated files come from. Each is asked for once, and only when it is needed. */
export interface SchemaSource {
  kubernetes(): KubernetesValidators;
  kubernetesTypes(): TypeTable;
  compose(): ComposeValidator;
}

/** What an object must look like. */
export interface ObjectSchema {
  /** What is wrong with it, as plain data. */
  faults(data: unknown): readonly Fault[];
  /** What may stand where. */
  readonly expected: Expected;
  /** Whether the API server leaves out fields that it does not know, and says nothing. */
  readonly prunes: boolean;
}

/** The schemas that Plumbline brings along. */
export class SchemaBook {
  private readonly source: SchemaSource;
  private readonly kinds = new Map<string, ObjectSchema | undefined>();
  private readonly types = new Map<string, VersionedTypes>();
  private validators: KubernetesValidators | undefined;
  private ofCompose: ObjectSchema | undefined;

  constructor(source: SchemaSource) {
    this.source = source;
  }

  /** The schema of one of Kubernetes' own kinds; undefined for all others. */
  kubernetes(minor: number, apiVersion: string, kind: string): ObjectSchema | undefined {
    const version = this.versionFor(minor);
    const key = `${apiVersion}/${kind}`;
    const name = `${version} ${key}`;
    if (!this.kinds.has(name)) this.kinds.set(name, this.read(version, key));
    return this.kinds.get(name);
  }

  /** Whether there are schemas of just this version. */
  covers(minor: number): boolean {
    return this.loaded().versions[String(minor)] !== undefined;
  }

  /** The API versions that have a kind, `apps/v1` say. */
  homesOf(minor: number, kind: string): readonly string[] {
    const all = Object.keys(this.kindsOf(minor));
    return all.flatMap((key) => (key.endsWith(`/${kind}`) ? [key.slice(0, -kind.length - 1)] : []));
  }

  /** The kinds that one of Kubernetes' own API versions has. */
  kindsIn(minor: number, apiVersion: string): readonly string[] {
    const all = Object.keys(this.kindsOf(minor));
    return all.flatMap((key) =>
      key.slice(0, key.lastIndexOf('/')) === apiVersion ? [key.slice(apiVersion.length + 1)] : [],
    );
  }

  /** The schema of Compose files. */
  compose(): ObjectSchema {
    if (!this.ofCompose) {
      const { validate, schema } = this.source.compose();
      const expected = jsonExpected(schema);
      // A key whose value is wrong counts as one that nothing has looked at (`unevaluatedProperties`).
      const isReal = (fault: Fault): boolean =>
        fault.kind !== 'unknown' || !expectedAt(expected, fault.path)?.fields.includes(fault.name);
      const faults = (data: unknown): readonly Fault[] => faultsOf(validate, data).filter(isReal);
      this.ofCompose = { faults, expected, prunes: false };
    }
    return this.ofCompose;
  }

  private loaded(): KubernetesValidators {
    this.validators ??= this.source.kubernetes();
    return this.validators;
  }

  private kindsOf(minor: number): { readonly [kind: string]: string } {
    return this.loaded().versions[this.versionFor(minor)] ?? {};
  }

  /** The nearest version that there are schemas of. */
  private versionFor(minor: number): string {
    const all = Object.keys(this.loaded().versions).map(Number);
    return String(Math.min(Math.max(minor, Math.min(...all)), Math.max(...all)));
  }

  private read(version: string, key: string): ObjectSchema | undefined {
    const validators = this.loaded();
    const validate = validators[validators.versions[version]?.[key] ?? ''];
    if (!isValidator(validate)) return undefined;
    const table = (): VersionedTypes => this.typesOf(version);
    return {
      faults: (data) => faultsOf(validate, data),
      // Only what is wrong needs to be explained.
      get expected() {
        return table().kind(key) ?? NOTHING;
      },
      prunes: false,
    };
  }

  private typesOf(version: string): VersionedTypes {
    const known = this.types.get(version);
    if (known) return known;
    const made = new VersionedTypes(this.source.kubernetesTypes(), Number(version));
    this.types.set(version, made);
    return made;
  }
}

const NOTHING: Expected = { wants: [], words: [], fields: [], at: () => undefined };

function isValidator(value: unknown): value is Validator {
  return typeof value === 'function';
}

function faultsOf(validate: Validator, data: unknown): readonly Fault[] {
  return validate(data) ? [] : faultsFrom(validate.errors ?? []);
}
