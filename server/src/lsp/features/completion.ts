import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver/node';
import { ENGINE_RULES } from '../../core/analysis/engineRules.ts';
import { completionsAt } from '../../core/config/completions.ts';
import { LineIndex } from '../../core/text/lineIndex.ts';
import { RULES } from '../../rules/index.gen.ts';

/** Completion inside `.plumbline.yaml`. */
export function completion(text: string, { position }: CompletionParams): CompletionItem[] {
  const offset = new LineIndex(text).offsetAt(position);
  return completionsAt(text, offset, RULES, Object.values(ENGINE_RULES)).map((each, index) => ({
    label: each.label,
    kind: each.kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Value,
    detail: each.detail,
    insertText: each.insertText,
    sortText: String(index).padStart(4, '0'),
  }));
}
