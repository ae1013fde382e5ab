import { settle } from './generate/output.ts';
import { ruleIndex } from './generate/ruleIndex.ts';

// The registry comes first and by itself: everything else that is generated imports it.
const check = process.argv.includes('--check');
const stale = settle([ruleIndex()], check);
if (check && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run "npm run generate".`);
  process.exitCode = 1;
}
