import { hasComposeName } from '../compose/project.ts';
import { isKustomizationName } from '../kustomize/kustomization.ts';
import { baseName } from '../text/uri.ts';
import type { SnapshotFile } from './snapshot.ts';

/** What a file may be, as far as its name and a glance at its text tell. */
export type FileKind = 'compose' | 'kubernetes' | 'kustomization' | 'configuration' | 'dockerfile' | 'other';

const CONFIGURATION_NAME = /^\.plumbline\.ya?ml$/;
const YAML_NAME = /\.ya?ml$/i;
const DOCKERFILE_NAME = /^(?:.*\.)?dockerfile(?:\..*)?$/i;
const OBJECT = /^(?:\uFEFF|- )?[ \t]*["']?apiVersion["']?[ \t]*:/m;
const OBJECT_KIND = /^(?:\uFEFF|- )?[ \t]*["']?kind["']?[ \t]*:/m;
const SERVICES = /^\uFEFF?["']?services["']?[ \t]*:/m;

/** Tells what a file may be, without parsing it. */
export function kindOfFile(file: SnapshotFile): FileKind {
  const name = baseName(file.uri);
  if (CONFIGURATION_NAME.test(name)) return 'configuration';
  if (isKustomizationName(file.uri)) return 'kustomization';
  if (DOCKERFILE_NAME.test(name) && !YAML_NAME.test(name)) return 'dockerfile';
  const yaml = YAML_NAME.test(name) || file.languageId === 'yaml' || file.languageId === 'dockercompose';
  if (!yaml) return 'other';
  if (isNamedCompose(file)) return 'compose';
  if (OBJECT.test(file.text) && OBJECT_KIND.test(file.text)) return 'kubernetes';
  return SERVICES.test(file.text) ? 'compose' : 'other';
}

/** Whether a file is called a Compose file, by its name or by the editor, whatever is in it. */
export function isNamedCompose({ uri, languageId }: SnapshotFile): boolean {
  return languageId === 'dockercompose' || hasComposeName(uri);
}

/** A line that only a template engine can make sense of: an action by itself, or in place of a value. */
const TEMPLATE_LINE = /^[ \t]*(?:-[ \t]+)?(?:[^\s#"'|>{][^#"'{]*:[ \t]+)?\{\{(?!\{)/m;
const JINJA_LINE = /^[ \t]*\{%/m;

/**
 * Whether a document is a template for YAML (Helm, Jinja) and not YAML yet. Markers inside quoted strings and
 * block scalars are content: a document that parses is only a template where a marker became a mapping's key.
 */
export function isTemplate(text: string, parsesCleanly: boolean): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  if (!parsesCleanly) return TEMPLATE_LINE.test(text) || JINJA_LINE.test(text) || text.includes('{{');
  return hasBareAction(text);
}

function hasBareAction(text: string): boolean {
  let block = -1;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (block >= 0 && indent > block) continue;
    block = /(?:^|[:\-\s])[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$/.test(line) ? indent : -1;
    if (TEMPLATE_LINE.test(line)) return true;
  }
  return false;
}
