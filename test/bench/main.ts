// npm run bench [-- --quick]: what Plumbline takes, beside what the YAML library takes, in one run on one machine.
import { spawnSync } from 'node:child_process';
import { activation } from './activation.ts';
import { keystrokes } from './keystroke.ts';
import { ms } from './measure.ts';
import { memory } from './memory.ts';
import { overlays } from './overlays.ts';
import { ruleCosts } from './ruleCost.ts';
import { benchTexts } from './texts.ts';

const quick = process.argv.includes('--quick');
const texts = benchTexts();

console.log('Keystroke to diagnostics (medians, by turns with a bare parse of the same text)\n');
console.log(keystrokes(texts, quick ? 300 : 3000));

console.log('\nKeystroke in a base, by the overlays that use it, beside kubectl kustomize of one of them\n');
console.log(overlays(quick ? [1, 20] : [1, 5, 20, 50, 100], quick ? 500 : 3000));

console.log('\nRules on that workspace with 20 overlays, from scratch\n');
console.log(ruleCosts(quick ? 3 : 10));

const middle = texts.find((each) => each.name === '1,000 lines');
if (!middle) throw new Error('There is no text of 1,000 lines.');
console.log('\nMemory: heap in use after edits of a document of 1,000 lines\n');
for (const { edits, megabytes } of memory(middle, quick ? [100, 500] : [100, 1000, 5000, 10_000])) {
  console.log(`${edits.toLocaleString('en').padStart(8)} edits  ${megabytes.toFixed(1)} MB`);
}

const built = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) process.exit(1);
const { bare, ready, diagnostics } = await activation(quick ? 3 : 15);
console.log('\nActivation of the built server on the demo workspace (medians)\n');
console.log(`node alone         ${ms(bare)}`);
console.log(`initialize         ${ms(ready)}  (${(ready / bare).toFixed(1)} x node alone)`);
console.log(`first diagnostics  ${ms(diagnostics)}  (${(diagnostics / bare).toFixed(1)} x node alone)`);
// The streams of servers that were stopped may keep the process alive.
process.exit(0);
