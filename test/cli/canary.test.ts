import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { diagnosticOf, Positions } from '../../server/src/lsp/convert.ts';
import { analyze, ROOT } from '../support/analysis.ts';
import { Folder, type Outcome, rowsOf } from './folder.ts';
import { SECRET_FILES, UNQUOTED_SECRETS } from './secretFiles.ts';

const FORMATS = ['stylish', 'json', 'jsonl', 'sarif', 'github'];
const ENCODED = Buffer.from('CanaryEncoded26x').toString('base64');

/** A Compose file with a password as somebody typed it. */
const withPassword = (value: string) => `services:
  api:
    image: example/api:1.4.2
    environment:
      DB_PASSWORD: ${value}
      MODE: x
`;

const BROKEN_FILES = Object.fromEntries(
  UNQUOTED_SECRETS.map((value, index) => [`broken/${index}/compose.yaml`, withPassword(value)]),
);

/** The secrets that stand in a text. */
function secretsIn(text: string): string[] {
  return [...new Set(text.match(/Canary\w+/gi)), ...(text.includes(ENCODED) ? [ENCODED] : [])];
}

function expectSilence({ out, err }: Outcome): void {
  expect(secretsIn(out)).toEqual([]);
  expect(secretsIn(err)).toEqual([]);
}

describe('the value of a secret', () => {
  it('is found in plain sight, so that there is something to keep quiet about', async () => {
    const { out } = await new Folder(SECRET_FILES).lint('--format', 'jsonl');
    const found = rowsOf(out).filter(({ rule }) => rule.endsWith('/env-hardcoded-secret'));
    const places = found.map(({ file, line }) => SECRET_FILES[file]?.split('\n')[line - 1] ?? '');
    expect(places.filter((line) => secretsIn(line).length > 0).length).toBeGreaterThanOrEqual(15);
  });

  it.each(FORMATS)('is in no report: %s', async (format) => {
    const folder = new Folder({ ...SECRET_FILES, ...BROKEN_FILES });
    for (const preset of ['recommended', 'strict', 'all']) {
      const outcome = await folder.lint('--format', format, '--preset', preset);
      expect(outcome.code).toBe(1);
      expectSilence(outcome);
    }
    expectSilence(await folder.lint('--format', format, '--isolated'));
  });

  it('is not told of while files are fixed', async () => {
    const folder = new Folder({ ...SECRET_FILES, ...BROKEN_FILES });
    expectSilence(await folder.lint('--fix'));
  });

  it('is in no message about a configuration that it strayed into', async () => {
    const folder = new Folder({ 'compose.yaml': SECRET_FILES['compose.yaml'] ?? '' });
    for (const value of UNQUOTED_SECRETS) {
      folder.write({ '.plumbline.yaml': `preset: strict\npassword: ${value}\n` });
      expectSilence(await folder.lint());
    }
  });
});

describe('a value that is not quoted as it has to be', () => {
  it.each(UNQUOTED_SECRETS)('is in no message: %j', async (value) => {
    const outcome = await new Folder({ 'compose.yaml': withPassword(value) }).lint('--format', 'json');
    expect(outcome.code).not.toBe(2);
    expectSilence(outcome);
  });
});

describe('what an editor is given', () => {
  function findings(): Finding[] {
    const files = { ...SECRET_FILES, ...BROKEN_FILES };
    return [...analyze(files, { preset: 'all' }).findings.values()].flat();
  }

  it('has no secret in a diagnostic', () => {
    const positions = new Positions((uri) => SECRET_FILES[uri.slice(ROOT.length + 1)]);
    const diagnostics = findings().map((finding) => diagnosticOf(finding, positions));
    expect(diagnostics.length).toBeGreaterThan(40);
    expect(secretsIn(JSON.stringify(diagnostics))).toEqual([]);
  });

  it('has no secret in the title of a fix', () => {
    const titles = findings().flatMap((finding) => finding.fixes().map(({ title }) => title));
    expect(titles.length).toBeGreaterThan(40);
    expect(secretsIn(titles.join('\n'))).toEqual([]);
  });

  it('has no fix that writes a secret anywhere once it was found to be one', () => {
    const found = findings().filter(({ ruleId }) => ruleId.endsWith('/env-hardcoded-secret'));
    const written = found.flatMap((finding) =>
      finding.fixes().flatMap(({ edits }) => edits.map(({ newText }) => newText)),
    );
    expect(written.length).toBeGreaterThan(10);
    expect(secretsIn(written.join('\n'))).toEqual([]);
  });
});
