import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import { isFalse, isTrue } from '../../model/read.ts';
import { retyped } from './goValue.ts';
import type { KeyPath } from './resets.ts';
import type { Judging } from './session.ts';
import { type Lookup, substituteKnown } from './template.ts';

/** Fields that are texts of the container's own, in which what is written is judged: commands, labels, files. */
const OWN_TEXT =
  /^services\.[^/]*\/(?:command|entrypoint|labels|annotations|post_start|pre_stop|healthcheck\/test|build\/(?:args|labels|dockerfile_inline)|deploy\/labels)(?:\/|$)|^configs\.[^/]*\/content$/;

const ENVIRONMENT = /^services\.[^/]*\/environment\/(.*)$/s;

/** A scalar as it is judged; the same one where that is what is written. */
export function judgedScalar(node: ScalarNode, path: KeyPath, lookup: Lookup, judging: Judging): ScalarNode {
  const text = judgedText(node.text, path, lookup, judging);
  if (text === node.text) return withFlag(node, path);
  return withFlag({ ...node, value: retyped(node, text), text, template: node.text, made: true }, path);
}

/** A Compose file as it is judged where nothing is known but what it says itself: defaults of variables count. */
export function judgedAlone(root: MapNode, judging: Judging): MapNode {
  const judged = aloneNode(root, [], judging);
  return judged.kind === 'map' ? judged : root;
}

function aloneNode(node: Node, path: KeyPath, judging: Judging): Node {
  switch (node.kind) {
    case 'scalar':
      return judgedScalar(node, path, () => undefined, judging);
    case 'seq': {
      const items = node.items.map((item) => {
        const value = aloneNode(item.value, [...path, '[]'], judging);
        return value === item.value ? item : { ...item, value };
      });
      return withItems(node, items);
    }
    case 'map': {
      const entries = node.entries.map((each) =>
        withValue(each, aloneNode(each.value, [...path, each.key], judging)),
      );
      return withEntries(node, entries);
    }
  }
}

/**
 * What a scalar is judged by: its text with the variables replaced whose values are known. It stays as it is written where
 * the value may be a secret, by its variable's name, or by that of the container's variable that gets it.
 */
function judgedText(text: string, path: KeyPath, lookup: Lookup, judging: Judging): string {
  if (!text.includes('$')) return text;
  const place = placeOf(path);
  if (OWN_TEXT.test(place)) return text;
  const result = substituteKnown(text, lookup, judging.hides);
  const key = ENVIRONMENT.exec(place)?.[1];
  if (key === undefined || result === text) return result;
  const equals = key === '[]' ? result.indexOf('=') : -1;
  const [name, value] =
    key === '[]' ? [result.slice(0, Math.max(equals, 0)), result.slice(equals + 1)] : [key, result];
  return value !== '' && judging.hides(name, value) ? text : result;
}

const FLAGS =
  /^(?:services\.[^/]*\/(?:privileged|read_only|init|oom_kill_disable|stdin_open|tty|depends_on\/[^/]*\/(?:required|restart)|healthcheck\/disable|volumes\/\[\]\/(?:read_only|volume\/nocopy|bind\/create_host_path)|env_file\/\[\]\/required|build\/(?:privileged|no_cache|pull))|networks\.[^/]*\/(?:external|internal|attachable|enable_ipv[46])|(?:volumes|secrets|configs)\.[^/]*\/external)$/;
const YES = /^(?:1|t|true|y|yes|on)$/i;
const NO = /^(?:0|f|false|n|no|off)$/i;

/** A string for a boolean where Compose takes it for one: `privileged: "true"`. */
function withFlag(node: ScalarNode, path: KeyPath): ScalarNode {
  if (node.value === null || isTrue(node) || isFalse(node) || !FLAGS.test(placeOf(path))) return node;
  if (YES.test(node.text)) return { ...node, value: true };
  return NO.test(node.text) ? { ...node, value: false } : node;
}

/** `services.web/volumes/[]`: dots in keys are no matter, slashes make it a place that is not known. */
function placeOf([first = '', second = '', ...rest]: KeyPath): string {
  return [`${first}.${second}`, ...rest].join('/');
}
