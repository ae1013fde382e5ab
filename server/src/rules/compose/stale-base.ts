import type { MapNode } from '../../core/model/node.ts';
import { entry } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import type { Span } from '../../core/text/span.ts';
import { baseName, folderOf } from '../../core/text/uri.ts';

const REAL =
  'services:\n  api:\n    build: .\n    image: example/api:1.4.2\n  db:\n    image: postgres:16.4\n';
const PRODUCTION = 'services:\n  api:\n    restart: always\n';

export default defineRule({
  id: 'compose/stale-base',
  title: 'Compose file that was left behind',
  category: 'maintainability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'A second base with the services of the first one looks as if it mattered. People mend the file that nobody deploys, and secrets and open ports stay in it for good, since nothing breaks when they do.',
    how: 'Delete it, or say where it is used: in a command of the README, a Makefile or a workflow, or under `environments` in `.plumbline.yaml`. Only a file near a base that is deployed with overrides or by a command is reported, and only where it has the same services; folders of examples, tests and documentation are left alone.',
    references: ['https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/'],
  },
  check({ node }, { environment, report }) {
    const { uri } = node.span.source;
    const used = environment.usedInPlaceOf(uri);
    if (!used) return;
    report({
      span: placeIn(node),
      message: `Nothing uses this Compose file: its services are deployed from "${pathFrom(uri, used.uri)}", and changes here do nothing.`,
      related: [{ span: placeIn(used.root), message: 'This base is the one that is used.' }],
    });
  },
  examples: {
    good: [
      {
        files: {
          'compose.yaml': REAL,
          'compose.prod.yaml': PRODUCTION,
          'shop/compose.yaml': 'services:\n  shop:\n    build: .\n  db:\n    image: postgres:16.4\n',
        },
      },
      {
        files: {
          'compose.yaml': REAL,
          'compose.prod.yaml': PRODUCTION,
          'docker/compose.yaml': 'services:\n  api:\n    build: ..\n  db:\n    image: postgres:16.4\n',
          Makefile: 'debug:\n\tdocker compose -f docker/compose.yaml up\n',
        },
      },
      {
        files: {
          'compose.yaml': REAL,
          'compose.prod.yaml': PRODUCTION,
          'examples/small/compose.yaml': 'services:\n  api:\n    build: ../..\n',
        },
      },
      {
        files: {
          'compose.yaml': 'include:\n  - docker/compose.yaml\nservices:\n  api:\n    build: .\n',
          'compose.prod.yaml': PRODUCTION,
          'docker/compose.yaml': 'services:\n  web:\n    build: ..\n',
        },
      },
      { files: { 'a/compose.yaml': REAL, 'b/compose.yaml': REAL } },
    ],
    bad: [
      badFiles({
        'compose.yaml': REAL,
        'compose.prod.yaml': PRODUCTION,
        'docker/compose.yaml':
          '# the first one\n«services»:\n  app:\n    build:\n      context: ..\n  database:\n    image: postgres\n',
      }),
      badFiles({
        'README.md': 'Run `docker compose -f deploy/compose.yaml up -d`.\n',
        'deploy/compose.yaml': 'services:\n  web: {image: "nginx:1.27"}\n  db: {image: "postgres:16.4"}\n',
        'compose.yaml': '«services»:\n  web: {image: "nginx:1.25"}\n  db: {image: "postgres:15"}\n',
      }),
      badFiles({
        'compose.yaml': REAL,
        'docker-compose.yml': 'version: "3"\n«services»:\n  api:\n    build: .\n',
      }),
    ],
  },
});

function placeIn(root: MapNode): Span {
  const found = entry(root, 'services') ?? root.entries[0];
  return found?.keySpan ?? root.span;
}

const MOST = 40;

/** How the file of one place is named at another one; the end of it where that is long. */
function pathFrom(uri: string, other: string): string {
  const [from, to] = [folderOf(uri).split('/'), folderOf(other).split('/')];
  const differs = from.findIndex((segment, index) => segment !== to[index]);
  const common = differs < 0 ? from.length : differs;
  const up = from.slice(common).map(() => '..');
  const path = [...up, ...to.slice(common).map(decodeURIComponent), baseName(other)].join('/');
  return path.length > MOST ? `…${path.slice(1 - MOST)}` : path;
}
