import type { ListItem, Nodes, Parents, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

/** A Markdown file's task lists. Offsets are UTF-16 units into the file. */
export interface Checklist {
  /** The first heading; undefined where there is none. */
  readonly title?: string;
  readonly sections: readonly Section[];
}

/** The tasks below one heading. */
export interface Section {
  readonly title: string;
  readonly start: number;
  readonly items: readonly Item[];
}

/** One task. */
export interface Item {
  readonly text: string;
  readonly checked: boolean;
  /** Where the character between the brackets stands. */
  readonly mark: number;
  readonly start: number;
  /** The rules that answer the item by themselves: `<!-- plumbline: rules=a,b -->`. */
  readonly rules: readonly string[];
}

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(?=[\w-]+:)(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)/;

/** A line nested deeper than anyone writes: the parser's time grows with the square of the depth. */
const TOO_DEEP = /^[ \t>*+\-\d.)]{500,}.*$/gm;

const DIRECTIVE = /<!--\s*plumbline:\s*rules\s*=\s*([^>]*?)\s*-->/;

/** Reads the task lists of a Markdown text. Never throws; sections without tasks are left out. */
export function readChecklist(text: string): Checklist {
  // Blanked out, not cut off: every offset stays what it was.
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  const markdown = text.replace(FRONT_MATTER, blank).replace(TOO_DEEP, blank);
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTaskListItem()],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  });
  return new Reader(text).read(tree);
}

class Reader {
  private readonly text: string;
  private title: string | undefined;
  private readonly sections: { title: string; start: number; items: Item[] }[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(tree: Root): Checklist {
    this.visit(tree);
    return {
      ...(this.title === undefined ? {} : { title: this.title }),
      sections: this.sections.filter((section) => section.items.length > 0),
    };
  }

  private visit(parent: Parents): void {
    for (const node of parent.children) {
      if (node.type === 'heading') this.heading(node);
      else if (node.type === 'listItem') this.item(node);
      if ('children' in node && node.type !== 'heading') this.visit(node);
    }
  }

  private heading(node: Nodes): void {
    const title = plainText(node);
    const start = node.position?.start.offset ?? 0;
    if (this.title === undefined) this.title = title;
    this.sections.push({ title, start, items: [] });
  }

  private item(node: ListItem): void {
    if (typeof node.checked !== 'boolean') return;
    const start = node.position?.start.offset ?? 0;
    const at = node.children.findIndex((child) => child.type === 'paragraph');
    const words = node.children[at];
    // A link may be defined before the words, with brackets of its own.
    const bracket = this.text.indexOf('[', node.children[at - 1]?.position?.end.offset ?? start);
    if (this.sections.length === 0) this.sections.push({ title: this.title ?? 'Tasks', start: 0, items: [] });
    this.sections.at(-1)?.items.push({
      text: words ? plainText(words) : '',
      checked: node.checked,
      mark: bracket + 1,
      start,
      rules: (directive(node) ?? '')
        .split(',')
        .map((rule) => rule.trim())
        .filter((rule) => rule !== ''),
    });
  }
}

/** The rules that a comment inside a task names, but not those of a task nested in it. */
function directive(parent: Parents): string | undefined {
  for (const node of parent.children) {
    if (node.type === 'list') continue;
    const found =
      node.type === 'html'
        ? DIRECTIVE.exec(node.value)?.[1]
        : 'children' in node
          ? directive(node)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of a node without its markup. */
function plainText(node: Nodes): string {
  if (node.type === 'html') return '';
  if ('value' in node) return node.value;
  if ('children' in node) return node.children.map(plainText).join('').replace(/\s+/g, ' ').trim();
  return '';
}
