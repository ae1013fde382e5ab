import { LineIndex } from '../text/lineIndex.ts';
import type { BadExample, ExampleFiles, GoodExample } from './rule.ts';

type Options = { readonly [name: string]: unknown };

/** A good example. */
export function good(files: ExampleFiles, options?: Options): GoodExample {
  return options === undefined ? { files } : { files, options };
}

/**
 * A bad example of one file, with the places where findings are expected between `«` and `»`.
 * @param fixed the file after the preferred fix of each finding; none where there is no fix
 */
export function bad(marked: string, fixed?: string, options?: Options): BadExample {
  const { text, places } = unmark(marked);
  return {
    files: text,
    expect: places,
    ...(fixed === undefined ? {} : { fixed }),
    ...(options === undefined ? {} : { options }),
  };
}

/** A bad example of several files, marked as in {@link bad}. */
export function badFiles(
  marked: { readonly [path: string]: string },
  fixed?: { readonly [path: string]: string },
): BadExample {
  const files: Record<string, string> = {};
  const expect: string[] = [];
  for (const [path, text] of Object.entries(marked)) {
    const plain = unmark(text);
    files[path] = plain.text;
    expect.push(...plain.places.map((place) => `${path}:${place}`));
  }
  return { files, expect, ...(fixed === undefined ? {} : { fixed }) };
}

function unmark(marked: string): { text: string; places: string[] } {
  let text = '';
  const starts: number[] = [];
  const spans: [number, number][] = [];
  for (const character of marked) {
    if (character === '«') starts.push(text.length);
    else if (character === '»') spans.push([starts.pop() ?? 0, text.length]);
    else text += character;
  }
  const lines = new LineIndex(text);
  const places = spans.map(([start, end]) => {
    const from = lines.positionAt(start);
    return `${from.line + 1}:${from.character + 1}-${lines.positionAt(end).character + 1}`;
  });
  return { text, places };
}
