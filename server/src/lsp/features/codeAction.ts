import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { OPEN_RULE_PAGE } from '../../../../shared/src/protocol.ts';
import type { Finding, LocatedFix } from '../../core/analysis/finding.ts';
import { fixAllOfRule, fixAllSafe } from '../../core/analysis/fixAll.ts';
import { hardening } from '../../core/analysis/harden.ts';
import { locateFix } from '../../core/analysis/locatedFixes.ts';
import { edit } from '../../core/edit/edit.ts';
import { locate } from '../../core/model/file.ts';
import type { Location, Span } from '../../core/text/span.ts';
import type { LocatedEdit, PlainEdit } from '../../core/text/textEdit.ts';
import { diagnosticOf, Positions } from '../convert.ts';
import { type Folder, isConfiguration, type Judged } from '../folder.ts';
import { type EditAbilities, WorkspaceEdits } from '../workspaceEdits.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.plumbline`;

/** What the editor can do with what it is offered. */
export interface ActionEditor {
  readonly edits: EditAbilities;
  /** Whether it asks for the edit of an action when a person has chosen that. */
  readonly resolves: boolean;
  /** The editor's name for a URI. */
  uri(uri: string): string;
}

/** What an action carries whose edit is worked out when it is chosen. */
interface Later {
  readonly uri: string;
  readonly version?: number;
  readonly ruleId: string;
}

/** Reads what an action carries; undefined for one that is complete. */
export function laterOf({ data }: CodeAction): Later | undefined {
  if (typeof data !== 'object' || data === null || !('uri' in data) || !('ruleId' in data)) return undefined;
  const { uri, ruleId } = data;
  if (typeof uri !== 'string' || typeof ruleId !== 'string') return undefined;
  const version = 'version' in data && typeof data.version === 'number' ? { version: data.version } : {};
  return { uri, ruleId, ...version };
}

/** What the lightbulb offers at a place. Nothing is remembered for later: an action carries its edit, or what it takes to work it out. */
export class CodeActions {
  private readonly folder: Folder;
  private readonly judged: Judged;
  private readonly uri: string;
  private readonly editor: ActionEditor;
  private readonly positions: Positions;
  private readonly edits: WorkspaceEdits;

  constructor(folder: Folder, judged: Judged, uri: string, editor: ActionEditor) {
    this.folder = folder;
    this.judged = judged;
    this.uri = uri;
    this.editor = editor;
    this.positions = new Positions((each) => judged.analysis.model.files.get(each)?.file.text);
    this.edits = new WorkspaceEdits(
      editor.edits,
      this.positions,
      (each) => editor.uri(each),
      (each) => this.versionOf(each),
    );
  }

  /** The actions for a range, those that the editor asks for. */
  for({ range, context }: CodeActionParams): CodeAction[] {
    // The empty kind is that of all.
    const wants = (kind: string): boolean =>
      context.only === undefined ||
      context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
    const result: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      const start = this.positions.offset(this.uri, range.start);
      const end = this.positions.offset(this.uri, range.end);
      const isHere = ({ location }: Finding): boolean => location.start <= end && start <= location.end;
      // The caret mostly stands where nothing is found: that is known already.
      if (this.judged.analysis.findings.get(this.uri)?.some(isHere)) {
        const findings = this.folder.findingsAfresh(this.judged, this.uri);
        result.push(...this.quickFixes(findings.filter(isHere), findings));
      }
    }
    // Only for those who ask for it by name: it must not run on every save that has some other fix-all set up.
    if (context.only?.some((only) => FIX_ALL_KIND === only || FIX_ALL_KIND.startsWith(`${only}.`))) {
      result.push(...this.fixAll());
    }
    return result;
  }

  /** Works out the edit of an action that was chosen. One for another version than there is now was chosen too late. */
  resolve(action: CodeAction, { version, ruleId }: Later): CodeAction | ResponseError<void> {
    if (version !== this.versionOf(this.uri)) {
      return new ResponseError<void>(LSPErrorCodes.ContentModified, 'The file has changed since.');
    }
    return { ...action, ...this.allOfRule(action.title, ruleId) };
  }

  private quickFixes(here: readonly Finding[], all: readonly Finding[]): CodeAction[] {
    const fixes: CodeAction[] = [];
    const wider: CodeAction[] = [];
    const rest: CodeAction[] = [];
    for (const finding of here) {
      const diagnostic = diagnosticOf(finding, this.positions);
      fixes.push(...finding.fixes().flatMap((fix, index) => this.fixAction(fix, diagnostic, index === 0)));
    }
    for (const ruleId of new Set(here.map((each) => each.ruleId))) {
      const found = here.filter((each) => each.ruleId === ruleId);
      const diagnostics = found.map((each) => diagnosticOf(each, this.positions));
      if (found.some((each) => each.fixes().length > 0)) {
        wider.push(...this.fixKind(ruleId, all, diagnostics));
      }
      rest.push(...this.suppress(ruleId, found, diagnostics), openPage(ruleId, diagnostics));
    }
    return [...joined(fixes), ...this.harden(here, all), ...wider, ...rest];
  }

  private fixAction(fix: LocatedFix, diagnostic: Diagnostic, isPreferred: boolean): CodeAction[] {
    const change = this.edits.of(fix);
    if (!change) return [];
    const { title } = fix;
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred, edit: change }];
  }

  private harden(here: readonly Finding[], all: readonly Finding[]): CodeAction[] {
    const subjects = new Set(here.flatMap((finding) => finding.subject?.node ?? []));
    return [...subjects].flatMap((subject) => {
      const found = hardening(subject, all);
      if (!found) return [];
      const { title: name, edits } = found;
      const located = locateFix({ title: name, safe: false, edits }, (span) => this.locate(span));
      const change = located && this.edits.of(located);
      if (!change) return [];
      return {
        title: located.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: found.findings
          .filter((each) => here.includes(each))
          .map((each) => diagnosticOf(each, this.positions)),
        edit: change,
      };
    });
  }

  /** One action for all findings of a rule. Its edit is long, and takes several rounds of judging the whole file. */
  private fixKind(ruleId: string, all: readonly Finding[], diagnostics: Diagnostic[]): CodeAction[] {
    const preferred = all.flatMap((each) => (each.ruleId === ruleId ? (each.fixes()[0] ?? []) : []));
    const own = preferred.filter(({ edits }) => edits.every(({ location }) => location.uri === this.uri));
    // What makes files is to be looked at, one by one.
    if (own.length < 2 || own.some(({ creates }) => creates)) return [];
    const title = `Fix all ${own.length} of "${ruleId}" in this file`;
    const action = { title, kind: CodeActionKind.QuickFix, diagnostics };
    if (this.editor.resolves) {
      const version = this.versionOf(this.uri);
      const data: Later = { uri: this.uri, ruleId, ...(version === undefined ? {} : { version }) };
      return [{ ...action, data }];
    }
    const worked = this.allOfRule(title, ruleId);
    return worked.edit ? [{ ...action, ...worked }] : [];
  }

  private allOfRule(title: string, ruleId: string): Pick<CodeAction, 'edit'> {
    const edits = fixAllOfRule(this.uri, this.text(), (text) => this.rejudge(text), ruleId);
    return edits.length === 0 ? {} : this.ownEdit(title, edits);
  }

  private fixAll(): CodeAction[] {
    const title = 'Apply all safe fixes of Plumbline';
    const edits = fixAllSafe(this.uri, this.text(), (text) => this.rejudge(text));
    if (edits.length === 0) return [];
    return [{ title, kind: FIX_ALL_KIND, ...this.ownEdit(title, edits) }];
  }

  /** A comment above each line that a rule finds something on. */
  private suppress(ruleId: string, found: readonly Finding[], diagnostics: Diagnostic[]): CodeAction[] {
    // In the configuration file no comment counts.
    if (/^(?:plumbline|yaml)\//.test(ruleId) || isConfiguration(this.uri)) return [];
    const line = `# plumbline-disable-next-line ${ruleId} -- TODO: reason`;
    const edits = new Map<number, LocatedEdit>();
    for (const { problem } of found) {
      for (const { span, newText } of edit.insertLineAbove(problem.span, line)) {
        const location = this.locate(span);
        if (location) edits.set(location.start, { location, newText });
      }
    }
    const title = `Suppress "${ruleId}" here, with a reason`;
    const change = this.edits.of({ title, edits: [...edits.values()] });
    if (edits.size === 0 || !change) return [];
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: false, edit: change }];
  }

  private text(): string {
    return this.judged.analysis.model.files.get(this.uri)?.file.text ?? '';
  }

  private versionOf(uri: string): number | undefined {
    return this.judged.analysis.model.files.get(uri)?.file.version;
  }

  private rejudge(text: string): readonly Finding[] {
    return this.folder.findingsFor(this.judged, this.uri, text);
  }

  private locate(span: Span): Location | undefined {
    const { files } = this.judged.analysis.model;
    const file = files.get(span.source.uri)?.yaml;
    return file && locate(file, span);
  }

  private ownEdit(title: string, edits: readonly PlainEdit[]): Pick<CodeAction, 'edit'> {
    const change = this.edits.of({
      title,
      edits: edits.map(({ start, end, newText }) => ({ location: { uri: this.uri, start, end }, newText })),
    });
    return change ? { edit: change } : {};
  }
}

function openPage(ruleId: string, diagnostics: Diagnostic[]): CodeAction {
  const title = `Open the page of "${ruleId}"`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: false,
    command: { title, command: OPEN_RULE_PAGE, arguments: [ruleId] },
  };
}

/** Those that say and do the same as one: several findings may stand on one anchored value. */
function joined(actions: readonly CodeAction[]): CodeAction[] {
  const result = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = JSON.stringify([action.title, action.edit]);
    const before = result.get(key);
    const diagnostics = [...(before?.diagnostics ?? []), ...(action.diagnostics ?? [])];
    const isPreferred = before?.isPreferred === true || action.isPreferred === true;
    result.set(key, { ...action, diagnostics, isPreferred });
  }
  return [...result.values()];
}
