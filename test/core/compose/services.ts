import {
  type ComposeProject,
  type ComposeService,
  composeProject,
} from '../../../server/src/core/compose/project.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import { asMap } from '../../../server/src/core/model/read.ts';
import type { Span } from '../../../server/src/core/text/span.ts';

/** A Compose file, read. */
export function projectOf(text: string, uri = 'file:///workspace/compose.yaml'): ComposeProject {
  const root = asMap(readFile(uri, text).documents[0]?.document.root);
  if (!root) throw new Error('There is no mapping.');
  return composeProject(uri, root, false);
}

/** The first service of a Compose file; its fields are given, indented by four. */
export function serviceOf(fields: string): ComposeService {
  const [service] = projectOf(`services:\n  api:\n${fields}`).services;
  if (!service) throw new Error('There is no service.');
  return service;
}

/** The text at a span. */
export function textAt(span: Span | undefined): string | undefined {
  return span?.source.text.slice(span.start, span.end);
}
