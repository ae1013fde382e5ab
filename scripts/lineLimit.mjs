// Fails where a source file is longer than 300 lines: such a file mostly tells two stories.
import { readdirSync, readFileSync } from 'node:fs';

const LIMIT = 300;
const files = ['client/src', 'server/src', 'shared/src']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.ts') && !/\.(?:gen|examples)\.ts$/.test(path));
const long = files
  .map((path) => [path, readFileSync(path, 'utf8').split('\n').length - 1])
  .filter(([, lines]) => lines > LIMIT);
for (const [path, lines] of long)
  console.error(`${path}: ${lines} lines, more than ${LIMIT}. Split it by story.`);
process.exitCode = long.length > 0 ? 1 : 0;
