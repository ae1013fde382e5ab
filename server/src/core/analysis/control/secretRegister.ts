import type { Configuration, SecretSetting } from '../../config/configuration.ts';
import { externalObjects } from '../../config/external.ts';
import type { Node } from '../../model/node.ts';
import { shortened } from '../../text/shortened.ts';
import type { Location, SourceText } from '../../text/span.ts';
import { wildcard } from '../../text/wildcard.ts';
import { ENGINE_RULES, type EngineRuleId } from '../engineRules.ts';
import type { Finding, LocatedFix } from '../finding.ts';
import type { Snapshot, SnapshotFile } from '../snapshot.ts';
import type { Candidate } from '../suppressed.ts';
import type { WorkspaceModel } from '../workspaceModel.ts';
import { itemRemoval } from './itemRemoval.ts';
import { type MadeSecret, secretNamesIn, secretsMadeIn } from './secretMentions.ts';

/** So many days ahead a team is told that a secret is due. */
const AHEAD = 15;
const DAY = 24 * 60 * 60 * 1000;

/** The secrets that a team keeps a register of, held against what is in the workspace. Says nothing without a register. */
export class SecretRegister {
  private readonly configuration: Configuration;
  private readonly isNamed: (kind: string, name: string, namespace?: string) => boolean;
  private readonly candidates = new WeakMap<Node, Candidate>();
  /** The registered names that stand in a file as words. */
  private readonly words = new WeakMap<SnapshotFile, ReadonlySet<string>>();

  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.isNamed = externalObjects(configuration.secrets.map(({ name }) => name));
  }

  /** The Secrets of the workspace that the register does not name, added to what is found in their documents. */
  withUnregistered(
    found: ReadonlyMap<SourceText, readonly Candidate[]>,
    { files, graph }: WorkspaceModel,
  ): ReadonlyMap<SourceText, readonly Candidate[]> {
    if (this.isSilent) return found;
    const result = new Map(found);
    for (const [uri, { kind, documents }] of files) {
      if (graph.isPatch(uri)) continue;
      for (const each of documents) {
        const news = secretsMadeIn(each, kind).flatMap((made) => this.unregistered(made) ?? []);
        const { source } = each.document;
        if (news.length > 0) result.set(source, [...(result.get(source) ?? []), ...news]);
      }
    }
    return result;
  }

  /** What is wrong with the register itself: secrets that are due, and those that nothing has to do with. */
  faults(model: WorkspaceModel): Finding[] {
    if (this.isSilent) return [];
    return this.configuration.secrets.flatMap((setting) => {
      const file = model.snapshot.files.get(setting.at.uri);
      if (!file) return [];
      return [...this.overdue(setting, file), ...this.orphaned(setting, file, model)];
    });
  }

  private get isSilent(): boolean {
    return this.configuration.secrets.length === 0 || this.configuration.isolated;
  }

  private unregistered({ kind, owner, name, namespace, node }: MadeSecret): Candidate | undefined {
    if (this.isNamed('Secret', name, namespace) || this.isNamed(kind, owner, namespace)) return undefined;
    const known = this.candidates.get(node);
    if (known) return known;
    const id = 'secrets/unregistered';
    const message = `The register does not name "Secret/${shortened(name, 40)}": nobody is told when it is due to be changed.`;
    const { severity } = ENGINE_RULES[id];
    const made: Candidate = {
      ruleId: id,
      severity,
      subject: undefined,
      problem: { span: node.span, message },
    };
    this.candidates.set(node, made);
    return made;
  }

  private overdue(setting: SecretSetting, file: SnapshotFile): Finding[] {
    const { name, rotateEvery, rotatedOn, at } = setting;
    const { today } = this.configuration;
    if (rotateEvery === undefined) return [];
    const id = 'secrets/rotation-overdue';
    const called = `"${shortened(name, 40)}"`;
    if (!rotatedOn) {
      const message = `${called} is to be changed every ${rotateEvery} days, but nobody noted when it was: say so with "rotatedOn".`;
      return this.fault(id, file, at, message, () => []);
    }
    const due = Date.parse(rotatedOn.date) + rotateEvery * DAY;
    const left = Math.round((due - Date.parse(today)) / DAY);
    if (!(left <= AHEAD)) return [];
    const day = new Date(due).toISOString().slice(0, 10);
    const message =
      left < 0
        ? `${called} was to be changed by ${day}: change it, then set "rotatedOn" to that day.`
        : `${called} is to be changed by ${day}, ${when(left)}: change it, then set "rotatedOn" to that day.`;
    const title = `Mark ${called} as changed on ${today}`;
    return this.fault(id, file, rotatedOn.at, message, () => [
      { title, safe: false, edits: [{ location: rotatedOn.at, newText: today }] },
    ]);
  }

  private orphaned({ name, at }: SecretSetting, file: SnapshotFile, model: WorkspaceModel): Finding[] {
    const used = name.includes('/')
      ? this.isMeant(name, model)
      : this.isWritten(name, file.uri, model.snapshot);
    if (used) return [];
    const message = `No file makes or uses "${shortened(name, 40)}": take it out of the register, or correct its name.`;
    const title = `Remove "${shortened(name, 40)}" from the register`;
    return this.fault('secrets/orphaned', file, at, message, () => itemRemoval(file, 'secrets', at, title));
  }

  /** Whether a file makes the Secret, or refers to it. */
  private isMeant(name: string, { files }: WorkspaceModel): boolean {
    const wanted = name.slice(name.lastIndexOf('/') + 1);
    const pattern = wanted.includes('*') ? wildcard(wanted) : undefined;
    const isIn = (names: ReadonlySet<string>): boolean =>
      pattern ? [...names].some((each) => pattern.test(each)) : names.has(wanted);
    return [...files.values()].some(
      (file) => file.kind !== 'configuration' && secretNamesIn(file).some(isIn),
    );
  }

  /** Whether a variable, or a secret of Compose, stands in a file other than the register. */
  private isWritten(name: string, register: string, { files }: Snapshot): boolean {
    return [...files.values()].some((file) => file.uri !== register && this.wordsIn(file).has(name));
  }

  private wordsIn(file: SnapshotFile): ReadonlySet<string> {
    const known = this.words.get(file);
    if (known) return known;
    const names = this.configuration.secrets.flatMap(({ name }) => (name.includes('/') ? [] : [name]));
    const found = new Set(names.filter((name) => wordOf(name).test(file.text)));
    this.words.set(file, found);
    return found;
  }

  private fault(
    id: EngineRuleId,
    { uri, text }: SnapshotFile,
    location: Location,
    message: string,
    fixes: () => LocatedFix[],
  ): Finding[] {
    const level = this.configuration.rules.get(id)?.level ?? ENGINE_RULES[id].severity;
    if (level === 'off') return [];
    const source = { uri, text, shared: [] };
    const problem = { span: { source, start: location.start, end: location.end }, message };
    const common = { related: [], tags: [], environments: [], subject: undefined };
    return [{ ...common, ruleId: id, severity: level, message, location, problem, fixes }];
  }
}

/** A name as a word of its own; `*` stands for any run of characters of one. */
function wordOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[.]/g, '\\.'));
  return new RegExp(`(?<![\\w-])${parts.join('[\\w.-]*')}(?![\\w-])`);
}

function when(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
}
