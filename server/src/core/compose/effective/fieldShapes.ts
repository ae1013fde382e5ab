import { cast, either, fields, list, named, scalar, unique } from './shape.ts';

/** What the fields of a Compose file are made of, as Compose 2.26 checks it (Compose specification, JSON schema). */

export const NAME = /^[a-zA-Z0-9._-]+$/;
export const text = scalar('string');
export const number = scalar('number', 'string');
export const integer = scalar('integer', 'string');
export const flag = cast('bool', 'boolean', 'string');
export const flagText = scalar('boolean', 'string');
export const count = cast('int', 'integer', 'string');
export const amount = cast('int', 'number', 'string');
export const ratio = cast('float', 'number', 'string');
export const texts = unique(text);
/** A word that stands twice in such a list counts once. */
export const set = list(text);
export const textOrSet = either(text, set);
export const textOrTexts = either(text, texts);
const values = named(scalar('string', 'number', 'boolean', 'null'), /^/);
/** Of a key that stands twice in such a list the last counts. */
export const pairs = either(values, list(text));
export const uniquePairs = either(values, unique(text));
export const options = fields({}, { others: { key: /./, shape: scalar('string', 'number') } });
export const command = either(scalar('null', 'string'), list(text));
export const hosts = either(named(either(text, list(text))), unique(text));
export const none = scalar('null');

export const limits = list(fields({ path: text, rate: integer }, { strict: true }));
export const weights = list(fields({ path: text, weight: integer }, { strict: true }));
const limit = either(count, fields({ hard: count, soft: count }, { required: ['soft', 'hard'] }));
export const ulimits = fields({}, { others: { key: /^[a-z]+$/, shape: limit }, open: true });
export const grants = list(
  either(
    text,
    fields({ source: text, target: text, uid: text, gid: text, mode: cast('int', 'number', 'string') }),
  ),
);
export const hook = fields({
  command,
  user: text,
  privileged: flagText,
  working_dir: text,
  environment: uniquePairs,
});
export const device = {
  capabilities: texts,
  count: scalar('string', 'integer'),
  device_ids: texts,
  driver: text,
  options: uniquePairs,
};
