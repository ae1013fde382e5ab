import type { Node } from '../model/node.ts';
import { asMap } from '../model/read.ts';
import type { ExceptionSetting } from './configuration.ts';
import type { Reader } from './reader.ts';

const KEYS = ['rule', 'rules', 'files', 'object', 'container', 'environments', 'reason', 'owner', 'until'];

/**
 * `exceptions`: findings that a team has decided to live with. A rule that is not known is no fault of the file as a
 * whole: it is told with the findings.
 */
export function readExceptions(node: Node, reader: Reader): ExceptionSetting[] {
  if (node.kind !== 'seq') {
    reader.report(node.span, 'A list of exceptions is expected here.');
    return [];
  }
  return node.items.map(({ value }) => exception(value, reader));
}

function exception(node: Node, reader: Reader): ExceptionSetting {
  let place = node.span;
  let setting: ExceptionSetting = {
    at: reader.locate(place),
    rules: [],
    files: [],
    environments: [],
    reason: '',
  };
  for (const { key, keySpan, value } of reader.entries(node, 'A mapping with "rule" and "reason"')) {
    switch (key) {
      case 'rule':
      case 'rules': {
        const items = value.kind === 'seq' ? value.items.map((each) => each.value) : [value];
        const rules = items.flatMap((item) => {
          const id = reader.text(item, 'rule id');
          return id === undefined ? [] : [{ id, at: reader.locate(item.span) }];
        });
        place = items[0]?.span ?? node.span;
        setting = { ...setting, at: reader.locate(place), rules };
        break;
      }
      case 'files':
        setting = { ...setting, files: reader.oneOrMore(value, 'glob') };
        break;
      case 'environments':
        setting = { ...setting, environments: reader.oneOrMore(value, 'name of an environment') };
        break;
      case 'object':
      case 'container':
      case 'reason':
      case 'owner':
        setting = { ...setting, [key]: reader.text(value, key === 'object' ? 'kind/name' : 'text') ?? '' };
        break;
      case 'until': {
        const until = reader.date(value);
        if (until !== undefined) setting = { ...setting, until };
        break;
      }
      default:
        reader.unknown(keySpan, key, KEYS, 'key of an exception');
    }
  }
  if (!asMap(node)) return setting;
  if (setting.rules.length === 0) reader.report(node.span, 'This exception names no rule: give it "rule".');
  if (setting.reason === '') {
    reader.report(place, 'This exception has no reason: say why with "reason", for those who come later.');
  }
  return setting;
}
