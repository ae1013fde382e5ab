import picomatch from 'picomatch';
import type { SchemaOwnersParams } from '../../../shared/src/protocol.ts';
import type { Finding } from '../core/analysis/finding.ts';
import { baseName, relativePath } from '../core/text/uri.ts';

/** How files are held against schemas: `auto` leaves to another extension what it checks. */
export const SCHEMA_MODES = ['auto', 'on', 'off'] as const;

export type SchemaMode = (typeof SCHEMA_MODES)[number];

/** The rules that say what a schema says. */
const RULES: ReadonlySet<string> = new Set([
  'compose/schema-invalid',
  'kubernetes/schema-invalid',
  'kustomize/unknown-field',
]);

/** The names that the SchemaStore has a schema for, of files that we check too. */
const STORED = /^(?:(?:docker-)?compose(?:\.[^/]*)?\.ya?ml|kustomization\.ya?ml)$/;
/** A comment that gives a file its schema. */
const MODELINE = /^#[ \t]*yaml-language-server:[ \t]*\$schema=\S/m;
/** Such a comment stands on the first lines. */
const HEAD = 2000;

const NOBODY: SchemaOwnersParams = { present: false, byName: false, globs: [] };

/** What other extensions of the editor check files by. */
export class SchemaOwners {
  private params = NOBODY;
  private matches: ((path: string) => boolean) | undefined;

  /** Takes up what the editor tells. @returns whether that is news */
  update(params: unknown): boolean {
    const next = readParams(params);
    if (JSON.stringify(next) === JSON.stringify(this.params)) return false;
    this.params = next;
    this.matches = next.globs.length === 0 ? undefined : picomatch(next.globs.map(anywhere), { dot: true });
    return true;
  }

  /** Whether another extension holds a file against a schema. */
  check(uri: string, text: string, root: string | undefined): boolean {
    const { present, byName } = this.params;
    if (!present) return false;
    if (byName && STORED.test(baseName(uri))) return true;
    const path = root === undefined ? undefined : relativePath(root, uri);
    return this.matches?.(path ?? baseName(uri)) === true || MODELINE.test(text.slice(0, HEAD));
  }
}

/** A pattern as the other extension reads it: without a leading slash it may match in any folder. */
function anywhere(glob: string): string {
  return glob.startsWith('/') ? glob.slice(1) : `**/${glob}`;
}

function readParams(params: unknown): SchemaOwnersParams {
  if (typeof params !== 'object' || params === null) return NOBODY;
  const { present, byName, globs } = { ...NOBODY, ...params };
  return {
    present: present === true,
    byName: byName === true,
    globs: Array.isArray(globs) ? globs.filter((each) => typeof each === 'string') : [],
  };
}

/** Leaves out of one folder's findings what another extension says of the same file. */
export class StepBack {
  private shown = new WeakMap<readonly Finding[], readonly Finding[]>();
  private mode: SchemaMode = 'auto';
  private readonly owners: SchemaOwners;

  constructor(owners: SchemaOwners) {
    this.owners = owners;
  }

  get isOff(): boolean {
    return this.mode === 'off';
  }

  use(mode: SchemaMode): void {
    this.mode = mode;
    this.forget();
  }

  /** To be called when the other extensions check something else than before. */
  forget(): void {
    this.shown = new WeakMap();
  }

  /** The findings that are shown; the same array for the same findings. */
  of(findings: readonly Finding[], uri: string, text: string, root: string | undefined): readonly Finding[] {
    if (this.mode === 'on' || !findings.some(({ ruleId }) => RULES.has(ruleId))) return findings;
    const known = this.shown.get(findings);
    if (known) return known;
    const hides = this.mode === 'off' || this.owners.check(uri, text, root);
    const left = hides ? findings.filter(({ ruleId }) => !RULES.has(ruleId)) : findings;
    this.shown.set(findings, left);
    return left;
  }
}
