import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { OPEN_RULE_PAGE } from '../../../../shared/src/protocol.ts';
import type { Finding, LocatedFix } from '../../core/analysis/finding.ts';
import { fixAllOfRule, fixAllSafe } from '../../core/analysis/fixAll.ts';
import { hardening } from '../../core/analysis/harden.ts';
import { locateFix } from '../../core/analysis/locatedFixes.ts';
import { edit } from '../../core/edit/edit.ts';
import { locate } from '../../core/model/file.ts';
import type { Span } from '../../core/text/span.ts';
import { type LocatedEdit, type PlainEdit, plain } from '../../core/text/textEdit.ts';
import { diagnosticOf, Positions } from '../convert.ts';
import type { Folder, Judged } from '../folder.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.plumbline`;

/** What the lightbulb offers at a place. Every action carries its own edit; nothing is remembered for later. */
export class CodeActions {
  private readonly folder: Folder;
  private readonly judged: Judged;
  private readonly uri: string;
  private readonly editorUri: (uri: string) => string;
  private readonly positions: Positions;

  constructor(folder: Folder, judged: Judged, uri: string, editorUri: (uri: string) => string) {
    this.folder = folder;
    this.judged = judged;
    this.uri = uri;
    this.editorUri = editorUri;
    this.positions = new Positions((each) => judged.analysis.model.files.get(each)?.file.text);
  }

  /** The actions for a range, those that the editor asks for. */
  for({ range, context }: CodeActionParams): CodeAction[] {
    // The empty kind is that of all.
    const wants = (kind: string): boolean =>
      context.only === undefined ||
      context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
    const result: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      const findings = this.folder.findingsAfresh(this.judged, this.uri);
      const start = this.positions.offset(this.uri, range.start);
      const end = this.positions.offset(this.uri, range.end);
      const here = findings.filter(({ location }) => location.start <= end && start <= location.end);
      result.push(...this.quickFixes(here, findings));
    }
    // Only for those who ask for it by name: it must not run on every save that has some other fix-all set up.
    if (context.only?.some((only) => FIX_ALL_KIND === only || FIX_ALL_KIND.startsWith(`${only}.`))) {
      result.push(...this.fixAll());
    }
    return result;
  }

  private quickFixes(here: readonly Finding[], all: readonly Finding[]): CodeAction[] {
    const fixes: CodeAction[] = [];
    const wider: CodeAction[] = [];
    const rest: CodeAction[] = [];
    const kinds = new Set<string>();
    for (const finding of here) {
      const diagnostic = diagnosticOf(finding, this.positions);
      const found = finding.fixes();
      fixes.push(...found.map((fix, index) => this.fixAction(fix, diagnostic, index === 0)));
      if (found.length > 0 && !kinds.has(finding.ruleId)) {
        kinds.add(finding.ruleId);
        wider.push(...this.fixKind(finding.ruleId, all, diagnostic));
      }
      rest.push(...this.suppress(finding, diagnostic), openPage(finding.ruleId, diagnostic));
    }
    return [...fixes, ...this.harden(here, all), ...unique(wider), ...unique(rest)];
  }

  private fixAction(fix: LocatedFix, diagnostic: Diagnostic, preferred: boolean): CodeAction {
    return {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: preferred,
      edit: this.workspaceEdit(fix.edits),
    };
  }

  private harden(here: readonly Finding[], all: readonly Finding[]): CodeAction[] {
    const subjects = new Set(here.flatMap((finding) => finding.subject?.node ?? []));
    return [...subjects].flatMap((subject) => {
      const found = hardening(subject, all);
      if (!found) return [];
      const located = locateFix({ title: found.title, safe: false, edits: found.edits }, (span) =>
        this.locate(span),
      );
      if (!located) return [];
      return {
        title: located.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: found.findings
          .filter((each) => here.includes(each))
          .map((each) => diagnosticOf(each, this.positions)),
        edit: this.workspaceEdit(located.edits),
      };
    });
  }

  private fixKind(ruleId: string, all: readonly Finding[], diagnostic: Diagnostic): CodeAction[] {
    const count = all.filter((each) => each.ruleId === ruleId && each.fixes().length > 0).length;
    if (count < 2) return [];
    const edits = fixAllOfRule(this.uri, this.text(), (text) => this.rejudge(text), ruleId);
    if (edits.length === 0) return [];
    return [
      {
        title: `Fix all ${count} of "${ruleId}" in this file`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        edit: this.ownEdit(edits),
      },
    ];
  }

  private fixAll(): CodeAction[] {
    const edits = fixAllSafe(this.uri, this.text(), (text) => this.rejudge(text));
    if (edits.length === 0) return [];
    return [{ title: 'Apply all safe fixes of Plumbline', kind: FIX_ALL_KIND, edit: this.ownEdit(edits) }];
  }

  private suppress(finding: Finding, diagnostic: Diagnostic): CodeAction[] {
    const line = `# plumbline-disable-next-line ${finding.ruleId} -- TODO: reason`;
    const edits = edit.insertLineAbove(finding.problem.span, line).flatMap((each): LocatedEdit[] => {
      const location = this.locate(each.span);
      return location ? [{ location, newText: each.newText }] : [];
    });
    if (edits.length === 0 || finding.ruleId.startsWith('plumbline/') || finding.ruleId.startsWith('yaml/'))
      return [];
    return [
      {
        title: `Suppress "${finding.ruleId}" here, with a reason`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: false,
        edit: this.workspaceEdit(edits),
      },
    ];
  }

  private text(): string {
    return this.judged.analysis.model.files.get(this.uri)?.file.text ?? '';
  }

  private rejudge(text: string): readonly Finding[] {
    return this.folder.findingsFor(this.judged, this.uri, text);
  }

  private locate(span: Span) {
    const { files } = this.judged.analysis.model;
    const file = files.get(span.source.uri)?.yaml;
    return file && locate(file, span);
  }

  private ownEdit(edits: readonly PlainEdit[]): WorkspaceEdit {
    return this.workspaceEdit(
      edits.map(({ start, end, newText }) => ({ location: { uri: this.uri, start, end }, newText })),
    );
  }

  /** Edits with the versions of the open documents they were made for, so that the editor refuses outdated ones. */
  private workspaceEdit(edits: readonly LocatedEdit[]): WorkspaceEdit {
    const uris = [...new Set(edits.map((each) => each.location.uri))];
    const documentChanges = uris.map(
      (uri): TextDocumentEdit => ({
        textDocument: {
          uri: this.editorUri(uri),
          version: this.judged.analysis.model.files.get(uri)?.file.version ?? null,
        },
        edits: edits
          .filter((each) => each.location.uri === uri)
          .map((each) => this.positions.edit(uri, plain(each))),
      }),
    );
    return { documentChanges };
  }
}

function openPage(ruleId: string, diagnostic: Diagnostic): CodeAction {
  const title = `Open the page of "${ruleId}"`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: false,
    command: { title, command: OPEN_RULE_PAGE, arguments: [ruleId] },
  };
}

/** One of those with the same title. */
function unique(actions: readonly CodeAction[]): CodeAction[] {
  return [...new Map(actions.map((each) => [each.title, each])).values()];
}
