import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import { entry, get } from '../../model/read.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { goPattern } from './goPattern.ts';
import { isSelected } from './gvk.ts';
import { refuse } from './problem.ts';
import { gvkOf, withNode } from './resource.ts';
import { madePlain, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Rewrites images as an entry of `images:` says. */
export function setImages(work: Work, image: Node, specs: readonly FieldSpec[]): void {
  const change = new ImageChange(image);
  let any = false;
  const step = work.memory.step('image', image, specs);
  work.update((resource) => {
    const result = work.memory.run(step, resource, () => withNode(resource, change.of(resource.node, specs)));
    if (result !== resource) any = true;
    return result;
  });
  const name = get(image, 'name');
  if (!any && name && !work.incomplete && !work.resources.some((each) => change.meets(each.node)))
    work.note(
      'image-no-match',
      name.span,
      `No container of this kustomization has the image "${textOf(name)}": the entry changes nothing.`,
      image,
    );
}

class ImageChange {
  private readonly image: Node;
  /** Undefined for a name that is no pattern. */
  private readonly pattern: RegExp | undefined;

  constructor(image: Node) {
    this.image = image;
    const tail = '(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?';
    this.pattern = goPattern(`^${textOf(get(image, 'name'))}${tail}$`);
  }

  of(object: MapNode, specs: readonly FieldSpec[]): MapNode {
    const gvk = gvkOf(object);
    if (gvk.kind === 'CustomResourceDefinition') return object;
    const everywhere = this.inContainers(object);
    let result = everywhere.kind === 'map' ? everywhere : object;
    for (const spec of specs) {
      if (!isSelected(gvk, spec)) continue;
      result = changeField(result, spec, {
        origin: this.image.span,
        change: (node) => this.set(node),
      });
    }
    return result;
  }

  /** Whether some container has the image as it is. */
  meets(node: Node): boolean {
    if (node.kind === 'scalar') return this.pattern?.test(node.text) === true;
    if (node.kind === 'seq') return node.items.some((item) => this.meets(item.value));
    return node.entries.some((each) => this.meets(each.value));
  }

  /** Containers are found at any depth, in any kind. */
  private inContainers(node: Node): Node {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'seq')
      return withItems(
        node,
        node.items.map((item) => {
          const value = this.inContainers(item.value);
          return value === item.value ? item : { ...item, value };
        }),
      );
    const entries = node.entries.map((each) => {
      const value = this.inContainers(each.value);
      const list = each.key === 'containers' || each.key === 'initContainers';
      return withValue(each, list ? this.inList(value) : value);
    });
    return withEntries(node, entries);
  }

  private inList(node: Node): Node {
    if (node.kind !== 'seq') return node;
    return withItems(
      node,
      node.items.map((item) => {
        if (item.value.kind !== 'map') return item;
        const found = entry(item.value, 'image');
        if (!found) return item;
        const value = this.set(found.value);
        if (value === found.value) return item;
        const entries = item.value.entries.map((each) => (each === found ? withValue(each, value) : each));
        return { ...item, value: withEntries(item.value, entries) };
      }),
    );
  }

  private set(node: Node): Node {
    if (node.kind !== 'scalar') return node;
    if (!(this.pattern ?? this.refused()).test(node.text)) return node;
    const { text, span, decides } = this.renamed(node);
    // A tag that is set is where the tag comes from, although the base has the same.
    return text === node.text && !decides ? node : madePlain(text, span, node);
  }

  /** Kustomize looks at the name no sooner than it has an image to compare it with. */
  private refused(): never {
    const name = get(this.image, 'name');
    const message = `"${textOf(name)}" is not a name that images can be found by.`;
    return refuse('bad-pattern', name?.span ?? this.image.span, message);
  }

  private renamed(node: ScalarNode): { text: string; span: ScalarNode['span']; decides: boolean } {
    const part = (field: string): Node | undefined => {
      const value = get(this.image, field);
      return textOf(value) === '' ? undefined : value;
    };
    const newName = part('newName');
    const newTag = part('newTag');
    const newDigest = part('digest');
    const suffix = part('tagSuffix');
    let { name, tag, digest } = splitImage(node.text);
    if (newName) name = textOf(newName);
    if (newTag || newDigest) {
      tag = textOf(newTag);
      digest = textOf(newDigest);
    } else if (suffix) {
      tag += textOf(suffix);
      digest = '';
    }
    const text = `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
    const { span } = newTag ?? newDigest ?? newName ?? suffix ?? this.image;
    return { text, span, decides: newTag !== undefined || newDigest !== undefined };
  }
}

/** An image's name, tag and digest. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  if (at >= 0 && (colon < 0 || at < colon))
    return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) };
  if (colon < 0) return { name: image, tag: '', digest: '' };
  const tagEnd = at < 0 ? image.length : at;
  return {
    name: image.slice(0, colon),
    tag: image.slice(colon + 1, tagEnd),
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}
