import { type Pair, pairsOf } from '../../core/compose/pairs.ts';
import { portsOf } from '../../core/compose/ports.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { mountsOf } from '../../core/compose/volumes.ts';
import { edit } from '../../core/edit/edit.ts';
import { rootOf } from '../../core/model/document.ts';
import type { Node } from '../../core/model/node.ts';
import { asMap, asSeq, entriesOf, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { type SourceText, type Span, span } from '../../core/text/span.ts';
import { imageName } from './databaseImages.ts';

/** Something that belongs to development, with the way to take it out of this file. */
interface Trait {
  readonly span: Span;
  readonly message: string;
  readonly fixes: () => readonly Fix[];
}

export default defineRule({
  id: 'compose/dev-in-production',
  title: 'Development setting in production',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Auto-reload, debug modes and source mounts make a service slow, unstable and talkative: a debug page shows secrets, and a source mount runs whatever lies on the disk instead of what was tested.',
    how: 'Move the setting to the development override. Only files for production are reported.',
    references: [
      'https://docs.docker.com/compose/how-tos/production/',
      'https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/',
    ],
  },
  check(service, { environment, report }) {
    if (environment.kind !== 'production') return;
    for (const trait of [
      ...reloading(service),
      ...debugging(service),
      ...sources(service),
      ...debuggerPorts(service),
    ])
      report(trait);
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app --reload\n    environment: {DEBUG: "true"}\n',
      ),
      {
        files: {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: gunicorn -w 4 app:app\n    environment:\n      DEBUG: "false"\n      NODE_ENV: production\n    volumes:\n      - ./certs:/certs:ro\n',
        },
      },
      {
        files: {
          'docker-compose.production.yml':
            'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - data:/app/data\nvolumes:\n  data:\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    environment: {LOG: info}\n',
          'compose.prod.yaml': 'services:\n  api:\n    environment:\n      - DEBUG=«true»\n      - LEVEL=1\n',
        },
        {
          'compose.prod.yaml': 'services:\n  api:\n    environment:\n      - LEVEL=1\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: >\n      uvicorn app:app\n      «--reload»\n      --port 8000\n  last:\n    image: example/api:1.4.2\n    command: |\n      exec uvicorn app:app \\\n        --port 8000 \\\n        «--reload»\n    restart: always\n  first:\n    image: example/api:1.4.2\n    command: [sh, -c, "exec uvicorn «--reload» app:app"]\n    entrypoint: "run «--debug»"\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: >\n      uvicorn app:app\n      --port 8000\n  last:\n    image: example/api:1.4.2\n    command: |\n      exec uvicorn app:app \\\n        --port 8000\n    restart: always\n  first:\n    image: example/api:1.4.2\n    command: [sh, -c, "exec uvicorn app:app"]\n    entrypoint: "run"\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - target: «9229»\n        published: 80\n      - "5005:80"\n    environment: ["DEBUG=«1»"]\n    restart: always\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - "5005:80"\n    restart: always\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app «--reload» --port 8000 # fast\n    environment:\n      DEBUG: «"true"»\n      LOG: info\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app --port 8000 # fast\n    environment:\n      LOG: info\n',
        },
      ),
      badFiles(
        {
          'docker-compose.prod.yml':
            'services:\n  api:\n    build: .\n    command: ["uvicorn", "app:app", «"--reload"»]\n    environment:\n      - NODE_ENV=«development»\n      - A=b\n',
        },
        {
          'docker-compose.prod.yml':
            'services:\n  api:\n    build: .\n    command: ["uvicorn", "app:app"]\n    environment:\n      - A=b\n',
        },
      ),
      badFiles(
        {
          'compose.production.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - «./app:/app»\n      - data:/data\n    ports:\n      - «"127.0.0.1:5678:5678"»\nvolumes:\n  data:\n',
        },
        {
          'compose.production.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - data:/data\nvolumes:\n  data:\n',
        },
      ),
    ],
  },
});

const RELOAD =
  /(?<=^|[\s"'])(?:--reload|--auto-reload|--debug|--inspect(?:-brk)?(?:=[^\s"']+)?|--watch|runserver)(?=$|[\s"'])/g;

function reloading(service: ComposeService): Trait[] {
  const message = (word: string): string =>
    `Service "${service.name}" runs with "${word}" in production: that is for development only.`;
  return ['command', 'entrypoint'].flatMap((field) => {
    const node = get(service.node, field);
    const seq = asSeq(node);
    if (seq) {
      return seq.items.flatMap((item, index) => {
        const word = stringOf(item.value) ?? '';
        if (/\s/.test(word)) return reloadingWords(item.value, message);
        if (!new RegExp(`^${RELOAD.source}$`).test(word)) return [];
        const fix = { title: `Remove "${word}"`, safe: false, edits: edit.removeItem(seq, index) };
        return [
          { span: item.value.span, message: message(word), fixes: () => (word.startsWith('-') ? [fix] : []) },
        ];
      });
    }
    return node && stringOf(node) !== undefined ? reloadingWords(node, message) : [];
  });
}

function reloadingWords(node: Node, message: (word: string) => string): Trait[] {
  const { source, start, end } = node.span;
  const written = source.text.slice(start, end);
  return [...written.matchAll(RELOAD)].map((match) => {
    const from = start + match.index;
    const to = from + match[0].length;
    const edits = [{ span: withoutTraces(source, from, to, start), newText: '' }];
    const fix = { title: `Remove "${match[0]}"`, safe: false, edits };
    return {
      span: span(source, from, to),
      message: message(match[0]),
      fixes: () => (match[0].startsWith('-') ? [fix] : []),
    };
  });
}

/** A word with the blank before it, or behind it; with its whole line where it stands alone on that. */
function withoutTraces(source: SourceText, from: number, to: number, start: number): Span {
  const { text } = source;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = /\r?\n|$/.exec(text.slice(to))?.index ?? 0;
  const behind = text.slice(to, to + lineEnd);
  if (lineStart <= start || text.slice(lineStart, from).trim() !== '') {
    const blank = /\s/.test(text.charAt(from - 1)) ? 1 : 0;
    return span(source, from - blank, to);
  }
  if (!/^\s*\\?\s*$/.test(behind)) return span(source, from, to + (/^\s*/.exec(behind)?.[0].length ?? 0));
  const next = text.indexOf('\n', to) + 1;
  // A shell's line that ends with a backslash goes on in the next one, which has to be there.
  const before = /[ \t]*\\?[ \t]*\r?\n$/.exec(text.slice(start, lineStart))?.[0] ?? '';
  const ends = !behind.includes('\\') && (before.includes('\\') || next === 0);
  return ends
    ? span(source, lineStart - before.length, to + lineEnd)
    : span(source, lineStart, next || text.length);
}

const DEBUG_VARIABLE = /^(?:DEBUG|FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG|PYTHONDEVMODE|RAILS_DEBUG)$/;
const MODE_VARIABLE =
  /^(?:NODE_ENV|FLASK_ENV|APP_ENV|RAILS_ENV|RACK_ENV|ASPNETCORE_ENVIRONMENT|DJANGO_ENV|ENVIRONMENT)$/;

function debugging(service: ComposeService): Trait[] {
  const field = get(service.node, 'environment');
  return pairsOf(field).flatMap((pair) => {
    const debug = DEBUG_VARIABLE.test(pair.key) && /^(?:true|1|yes|on)$/i.test(pair.value ?? '');
    const mode = MODE_VARIABLE.test(pair.key) && /^(?:dev|development|local|debug)$/i.test(pair.value ?? '');
    if (!debug && !mode) return [];
    return [
      {
        span: pair.valueSpan,
        message: `Service "${service.name}" sets ${pair.key}=${pair.value} in production: that is for development only.`,
        fixes: () => removePair(pair),
      },
    ];
  });
}

/** Takes a variable out where it is written, whatever other files make of the list or the mapping. */
function removePair({ key, valueSpan }: Pair): Fix[] {
  for (const { value } of entriesOf(get(rootOf(valueSpan.source), 'services'))) {
    const service = asMap(value);
    const field = get(service, 'environment');
    const found = pairsOf(field).find((each) => each.valueSpan.start === valueSpan.start);
    if (!service || !found) continue;
    const map = asMap(field);
    const edits = map
      ? edit.remove(map, key)
      : edit.removeFrom(service, 'environment', itemsOf(field).indexOf(found.node));
    return [{ title: `Remove "${key}" from this file`, safe: false, edits }];
  }
  return [];
}

const SOURCE_TARGET =
  /^\/(?:app|src|code|workspace|usr\/src(?:\/app)?|srv\/app|var\/www(?:\/html)?)\/?(?:app|src)?\/?$/;

function sources(service: ComposeService): Trait[] {
  return mountsOf(service).flatMap((mount) => {
    const relative = mount.type === 'bind' && /^\.{1,2}(?:\/|$)/.test(mount.source ?? '');
    if (!relative || mount.readOnly || !SOURCE_TARGET.test(mount.target)) return [];
    return [
      {
        span: mount.sourceNode.span,
        message: `Service "${service.name}" mounts its source at ${mount.target} in production: it runs what lies on the disk.`,
        fixes: () => removeItem(service, 'volumes', mount.node, 'Remove the mount from this file'),
      },
    ];
  });
}

/** Ports that debuggers listen on: debugpy, Node.js, the JVM, Delve, Xdebug. */
const DEBUGGER_PORTS = [5678, 9229, 5005, 2345, 40000];

/** The container's port tells what listens there; the host's says nothing. */
function debuggerPorts(service: ComposeService): Trait[] {
  return portsOf(service).flatMap((port) => {
    const [first = 0, last = first] = port.target.split('-').map(Number);
    const found = DEBUGGER_PORTS.find((each) => first <= each && each <= last);
    // It serves its own pages on the port of Python's debugger.
    if (found === undefined || imageName(service.image) === 'n8n') return [];
    return [
      {
        span: (get(port.node, 'target') ?? port.node).span,
        message: `Service "${service.name}" publishes the debugger port ${found} in production: who connects runs code.`,
        fixes: () => removeItem(service, 'ports', port.node, 'Remove the port from this file'),
      },
    ];
  });
}

function removeItem(service: ComposeService, key: string, node: Node, title: string): Fix[] {
  const index = itemsOf(get(service.node, key)).indexOf(node);
  return index < 0 ? [] : [{ title, safe: false, edits: edit.removeFrom(service.node, key, index) }];
}
