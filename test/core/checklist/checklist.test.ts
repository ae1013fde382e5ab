import { describe, expect, it } from 'vitest';
import { type Item, readChecklist } from '../../../server/src/core/checklist/checklist.ts';

function itemsOf(text: string): Item[] {
  return readChecklist(text).sections.flatMap((section) => [...section.items]);
}

/** The boxes at the places that the items name, cut out of the text. */
function boxes(text: string): string[] {
  return itemsOf(text).map(({ mark }) => text.slice(mark - 1, mark + 2));
}

const texts = (text: string) => itemsOf(text).map((item) => item.text);
const rules = (text: string) => itemsOf(text).map((item) => item.rules);

describe('reading a checklist', () => {
  it('finds the title, the sections and their tasks', () => {
    const text = '# Title\n\nWords.\n\n## One\n\n- [ ] a\n- [x] b\n\n## Two\n\n* [X] c\n';
    expect(readChecklist(text)).toEqual({
      title: 'Title',
      sections: [
        {
          title: 'One',
          start: text.indexOf('## One'),
          items: [
            { text: 'a', checked: false, mark: 28, start: 25, rules: [] },
            { text: 'b', checked: true, mark: 36, start: 33, rules: [] },
          ],
        },
        {
          title: 'Two',
          start: text.indexOf('## Two'),
          items: [{ text: 'c', checked: true, mark: text.indexOf('X'), start: text.indexOf('*'), rules: [] }],
        },
      ],
    });
  });

  it('leaves sections without tasks out', () => {
    expect(readChecklist('# A\n\n- plain\n\n## B\n').sections).toEqual([]);
    expect(readChecklist('')).toEqual({ sections: [] });
  });

  it('takes tasks before the first heading, too', () => {
    expect(readChecklist('- [ ] a\n\n# T\n').sections).toMatchObject([{ title: 'Tasks', start: 0 }]);
  });

  it('reads a heading that is underlined', () => {
    expect(readChecklist('Title\n=====\n\n- [ ] a\n').title).toBe('Title');
  });

  it('does not take front matter for a heading', () => {
    const text = '---\ntitle: x\ntags: [a]\n---\n\n# Real\n\n- [ ] a\n';
    expect(readChecklist(text)).toMatchObject({ title: 'Real', sections: [{ title: 'Real' }] });
    expect(boxes(text)).toEqual(['[ ]']);
    expect(boxes(text.replaceAll('\n', '\r\n'))).toEqual(['[ ]']);
  });

  it('does not take what stands between two rules for front matter', () => {
    expect(texts('---\n\n# A\n\n- [ ] a\n\n---\n\n- [ ] b\n')).toEqual(['a', 'b']);
    expect(texts('---\n- [ ] a\n---\n')).toEqual(['a']);
  });

  it('gives a task its words without their markup', () => {
    expect(texts('- [ ] **Run** `kubectl`, see [this](https://example.com) <!-- c -->\n')).toEqual([
      'Run kubectl, see this',
    ]);
    expect(texts('- [ ] two\n  lines\n')).toEqual(['two lines']);
  });
});

describe('the place of a box', () => {
  const LF =
    '# T\n\n- [ ] a\n  - [x] b\n    1. [ ] c\n\n> - [ ] d\n\n-\t[ ] e\n10) [X] f\n- [ ] [link](x)\n- [ ] [x] g\n';

  it.each([
    ['LF', LF],
    ['CRLF', LF.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${LF}`],
    ['characters outside the basic plane', LF.replace('T', '\u{1F680}\u{1F680}')],
    ['no newline at the end', LF.trimEnd()],
  ])('is right with %s', (_, text) => {
    expect(texts(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'link', '[x] g']);
    expect(boxes(text)).toEqual(['[ ]', '[x]', '[ ]', '[ ]', '[ ]', '[X]', '[ ]', '[ ]']);
  });

  it('is not that of a link defined before the task', () => {
    const text = '- [l]: https://example.com\n  [ ] task\n';
    expect(boxes(text)).toEqual(['[ ]']);
    expect(texts(text)).toEqual(['task']);
  });
});

describe('what only looks like a task', () => {
  it.each([
    ['in a fenced block', '```md\n- [ ] a\n```\n'],
    ['in a fenced block of a list', '- plain\n\n  ```\n  - [ ] a\n  ```\n'],
    ['in an indented block', 'Words.\n\n    - [ ] a\n'],
    ['in an unclosed fence', '~~~\n- [ ] a\n'],
    ['in a code span', 'Write `- [ ] a`.\n'],
    ['in a comment', '<!--\n- [ ] a\n-->\n'],
    ['without words', '- [ ]\n- [ ] \n'],
    ['with something else in the box', '- [y] a\n- [  ] a\n- [] a\n'],
    ['without a space after the box', '- [ ]a\n'],
    ['with an escape', '- \\[ ] a\n'],
    ['in a paragraph', 'Text [ ] a\n'],
    ['as a link', '- [x](https://example.com) a\n'],
  ])('%s is none', (_, text) => {
    expect(itemsOf(`# T\n\n${text}`)).toEqual([]);
  });
});

describe('the rules of a task', () => {
  it.each([
    ['behind its words', '- [ ] a <!-- plumbline: rules=kubernetes/x -->\n', [['kubernetes/x']]],
    ['two of them', '- [ ] a <!-- plumbline: rules=a/x, b/y -->\n', [['a/x', 'b/y']]],
    ['without spaces', '- [ ] a <!--plumbline:rules=a/x,b/y-->\n', [['a/x', 'b/y']]],
    ['on the next line', '- [ ] a\n  <!-- plumbline: rules=a/x -->\n', [['a/x']]],
    ['in a paragraph of their own', '- [ ] a\n\n  <!-- plumbline: rules=a/x -->\n', [['a/x']]],
    ['of the nested task only', '- [ ] a\n  - [ ] b <!-- plumbline: rules=a/x -->\n', [[], ['a/x']]],
    ['of the outer task only', '- [ ] a <!-- plumbline: rules=a/x -->\n  - [ ] b\n', [['a/x'], []]],
    ['inside emphasis', '- [ ] **a <!-- plumbline: rules=a/x -->**\n', [['a/x']]],
  ])('are found %s', (_, text, expected) => {
    expect(rules(text)).toEqual(expected);
    expect(rules(text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  it.each([
    ['no rules', '<!-- plumbline: rules= -->'],
    ['commas only', '<!-- plumbline: rules=, , -->'],
    ['another word', '<!-- plumbline: rule=a/x -->'],
    ['no colon', '<!-- plumbline rules=a/x -->'],
    ['no end', '<!-- plumbline: rules=a/x'],
    ['another comment', '<!-- rules=a/x -->'],
    ['a code span', '`<!-- plumbline: rules=a/x -->`'],
  ])('are none with %s', (_, comment) => {
    expect(rules(`- [ ] a ${comment}\n- [ ] b\n`)).toEqual([[], []]);
  });
});

it('reads a large and a deep file without failing', () => {
  const many = Array.from({ length: 2000 }, (_, i) => `- [ ] task ${i} <!-- plumbline: rules=a/x -->`).join(
    '\n',
  );
  expect(itemsOf(many)).toHaveLength(2000);
  expect(() => readChecklist(`${'> '.repeat(2000)}- [ ] a`)).not.toThrow();
  expect(() => readChecklist('- [ ] <!-- '.repeat(500))).not.toThrow();
});
