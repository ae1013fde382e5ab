import { stringify } from 'yaml';
import type { Data } from '../model/read.ts';
import type { SourceText } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** The edit that puts another document behind one, in the same file and with the same line ends. */
export function newDocument(behind: SourceText, value: Data): TextEdit[] {
  const { text } = behind;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const body = `---\n${stringify(value, { lineWidth: 0, indentSeq: true })}`.replaceAll('\n', end);
  const newText = text === '' || text.endsWith('\n') ? body : end + body;
  return [{ span: { source: behind, start: text.length, end: text.length }, newText }];
}
