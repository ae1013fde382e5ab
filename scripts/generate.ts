import { existsSync, readFileSync } from 'node:fs';
import { ENGINE_RULES } from '../server/src/core/analysis/engineRules.ts';
import { configurationSchema } from '../server/src/core/config/settings.ts';
import { RULES } from '../server/src/rules/index.gen.ts';
import { manifestSettings } from './generate/manifestSettings.ts';
import { type Output, settle } from './generate/output.ts';
import { rulePages, ruleTable } from './generate/rulePages.ts';

// npm run generate [-- --check]: everything that is made from the rules and the settings.
const engine = Object.values(ENGINE_RULES);

function readmeWithTable(): Output[] {
  if (!existsSync('README.md')) return [];
  const text = readFileSync('README.md', 'utf8');
  const table = `<!-- rules -->\n\n${ruleTable(RULES)}\n<!-- /rules -->`;
  return [{ path: 'README.md', text: text.replace(/<!-- rules -->[\s\S]*?<!-- \/rules -->/, () => table) }];
}

const schema = `${JSON.stringify(configurationSchema(RULES, engine), null, 2)}\n`;
const outputs: Output[] = [
  ...rulePages(RULES, engine),
  ...readmeWithTable(),
  { path: 'schemas/plumbline.schema.json', text: schema },
  { path: 'package.json', text: manifestSettings(readFileSync('package.json', 'utf8'), RULES, engine) },
];
const check = process.argv.includes('--check');
const stale = settle(outputs, check, 'docs/rules');
if (check && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run "npm run generate".`);
  process.exitCode = 1;
}
