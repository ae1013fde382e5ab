import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { kubernetesSchemas } from './kubernetesSchemas.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'dist/schemas');
const SOURCES = [
  'schemas/kubernetes.json',
  'schemas/compose.json',
  'scripts/schemas/kubernetesSchemas.mjs',
  'scripts/schemas/build.mjs',
  'node_modules/ajv/package.json',
];

/** The files that are built, each loaded by itself, when it is first needed. */
const SCHEMA_FILES = ['kubernetes.js', 'kubernetesTypes.js', 'compose.js'];

/**
 * Compiles the schemas into dist/schemas: validators that import nothing, and what messages are made from. What is there
 * already and made from the same is left alone.
 * @returns the paths of the files
 */
export async function buildSchemas() {
  const files = SCHEMA_FILES.map((name) => path.join(OUT, name));
  const hash = createHash('sha256');
  for (const source of SOURCES) hash.update(readFileSync(path.join(ROOT, source)));
  const mark = `//${hash.digest('hex').slice(0, 16)}\n`;
  if (files.every((file) => startsWith(file, mark))) return files;
  mkdirSync(OUT, { recursive: true });
  const table = JSON.parse(readFileSync(path.join(ROOT, 'schemas/kubernetes.json'), 'utf8'));
  const compose = JSON.parse(readFileSync(path.join(ROOT, 'schemas/compose.json'), 'utf8'));
  const texts = await Promise.all([
    bundled(kubernetesCode(table)),
    `module.exports=JSON.parse(${quoted(JSON.stringify(table))})`,
    bundled(composeCode(compose)),
  ]);
  files.forEach((file, index) => {
    const passing = `${file}.${process.pid}`;
    writeFileSync(passing, `${mark}${texts[index]}`);
    renameSync(passing, file);
  });
  return files;
}

/** Every fault is told, without words of ajv's own; no validator may need anything at run time. */
const OPTIONS = {
  allErrors: true,
  messages: false,
  strict: false,
  inlineRefs: false,
  unicodeRegExp: false,
  validateFormats: false,
  validateSchema: false,
  addUsedSchema: false,
  code: { source: true, optimize: 1 },
};

function kubernetesCode(table) {
  const { schemas, versions } = kubernetesSchemas(table);
  const ajv = new Ajv.default(OPTIONS);
  for (const [id, schema] of schemas) ajv.addSchema({ $id: id, ...schema });
  const roots = new Set(Object.values(versions).flatMap((kinds) => Object.values(kinds)));
  const code = standaloneCode.default(ajv, Object.fromEntries([...roots].map((id) => [id, id])));
  // Named, the kinds can be listed without a validator being touched.
  return `${code};exports.versions=${JSON.stringify(versions)};`;
}

function composeCode(schema) {
  const ajv = new Ajv2020.default(OPTIONS);
  ajv.addSchema({ $id: 'compose', ...schema });
  return `${standaloneCode.default(ajv, { validate: 'compose' })};exports.schema=${JSON.stringify(schema)};`;
}

/** The code with ajv's few helpers in it, and without the schemas that ajv leaves there. */
async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

function startsWith(file, text) {
  try {
    return readFileSync(file, 'utf8').startsWith(text);
  } catch {
    return false;
  }
}

/** A text as a JavaScript string literal: the engine reads one faster as JSON than as an object literal. */
function quoted(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
