import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { requireFix } from './requiredVariable.ts';

export default defineRule({
  id: 'compose/interpolation-missing',
  title: 'Variable that nothing sets',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'Compose puts an empty string where a variable has no value, warns, and goes on: an image loses its tag, a path becomes `/`, a password is empty. The mistake shows much later, and somewhere else.',
    how: 'Set it in the `.env` beside the file, give it a default with `${NAME:-value}`, or have Compose refuse to start without it with `${NAME:?message}`. Each variable is reported once, where it is used first; variables that every shell has, and those that are required in some place, are not.',
    references: ['https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/'],
  },
  check({ model }, { report }) {
    const seen = new Set(model.variables.filter(({ span }) => isRequired(span)).map(({ name }) => name));
    for (const { code, span } of model.problems) {
      if (code !== 'variable-unset') continue;
      const name = model.variables.find(
        (each) => !each.set && each.span.source === span.source && each.span.start === span.start,
      )?.name;
      if (name === undefined || seen.has(name) || OF_SHELLS.test(name)) continue;
      seen.add(name);
      report({
        span,
        message: `Nothing sets the variable "${shortened(name, 40)}", and it has no default: an empty string takes its place.`,
        fixes: () => requireFix(name, span),
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          '.env': 'TAG=1.4.2\n',
          'compose.yaml':
            'services:\n  api:\n    image: example/api:${TAG}\n    volumes: ["$HOME/data:/data"]\n    command: echo $$TAG\n',
        },
      },
      good('services:\n  api:\n    image: example/api:${TAG:-1.4.2}\n    user: ${API_USER-1000}\n'),
      good(
        'services:\n  api:\n    image: example/api:${TAG:?set TAG in .env}\n    environment: {TAG: "${TAG}"}\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:«${TAG}» # from CI\n  job:\n    image: example/job:${TAG}\n',
        'services:\n  api:\n    image: example/api:${TAG:?set TAG in .env} # from CI\n  job:\n    image: example/job:${TAG}\n',
      ),
      badFiles(
        {
          '.env': 'TAG=1.4.2\n',
          'compose.yaml': 'services:\n  api:\n    image: example/api:${TAG}\n',
          'compose.override.yaml': 'services:\n  api:\n    volumes:\n      - "«$DATA»:/data"\n',
        },
        {
          'compose.override.yaml':
            'services:\n  api:\n    volumes:\n      - "${DATA:?set DATA in .env}:/data"\n',
        },
      ),
      bad(
        "services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      URL: 'https://«${HOST_NAME}»:${PORT:-443}/'\n",
        "services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      URL: 'https://${HOST_NAME:?set HOST_NAME in .env}:${PORT:-443}/'\n",
      ),
    ],
  },
});

/** Variables that shells set, or Docker itself. */
const OF_SHELLS =
  /^(?:HOME|USER|LOGNAME|PWD|PATH|SHELL|LANG|TERM|TMPDIR|HOSTNAME|UID|GID|DISPLAY|WAYLAND_DISPLAY|SSH_AUTH_SOCK|XDG_[A-Z_]+|COMPOSE_[A-Z_]+|DOCKER_[A-Z_]+|CI|GITHUB_[A-Z_]+|CI_[A-Z_]+)$/;

function isRequired({
  source,
  start,
  end,
}: {
  source: { text: string };
  start: number;
  end: number;
}): boolean {
  return /^\$\{\w+:?\?/.test(source.text.slice(start, end));
}
