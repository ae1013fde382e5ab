import type { Node } from '../../core/model/node.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

/** `sudo` where a shell takes the first word of a command. */
const IN_SCRIPT =
  /(?:^|[;&|({`\n]|\$\()[ \t]*(?:(?:then|do|else|exec|!|if|while|env|time|nohup|\w+=\S*)[ \t]+)*(?:\/(?:usr\/)?bin\/)?sudo[ \t]/;
const PROGRAM = /^(?:\/(?:usr\/)?bin\/)?sudo$/;

/** What runs the words behind it as a command. */
const RUNNER = /^(?:--|-\w*c|(?:.*\/)?(?:env|exec|nohup|nice|time|tini|dumb-init)|\w+=.*)$/;

export default defineRule({
  id: 'kubernetes/sudo-entrypoint',
  title: 'Container started with sudo',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A container that calls `sudo` needs an image in which a user may become root without a password. Whoever breaks in may, too, and `allowPrivilegeEscalation: false` can not be set.',
    how: 'Do in the image or in an init container what needs root, and start the application as the user that it is to run as.',
    references: [
      'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    ],
  },
  aliases: { kubescape: 'C-0062' },
  check(container, { report }) {
    const command = itemsOf(get(container.node, 'command'));
    const place = calling([...command, ...itemsOf(get(container.node, 'args'))]);
    if (!place) return;
    report({
      span: place.span,
      message: `${theContainer(container)} calls sudo: its image lets a user become root, and so an intruder.`,
    });
  },
  examples: {
    good: [
      good(pod(api('command: [api, --group, sudo]\n'))),
      good(deployment(api('command: [sh, -c]\nargs:\n- apt-get install -y sudo && echo "no sudo here"\n'))),
      good(
        cronJob(
          `restartPolicy: Never\n${api('command: ["/bin/sh", "-c", "# sudo make me a sandwich\\npseudo make"]\n')}`,
        ),
      ),
    ],
    bad: [
      bad(pod(api('command: [«sudo», -E, api] # ports\n'))),
      bad(deployment(api('command: [sh, -c]\nargs:\n- «cd /srv && sudo ./start»\n'))),
      bad(
        cronJob(`restartPolicy: Never\n${api('args:\n- env\n- MODE=fast\n- «/usr/bin/sudo»\n- backup\n')}`),
      ),
    ],
  },
});

/** The word, or the script, that calls sudo. */
function calling(words: readonly Node[]): Node | undefined {
  return words.find((word, index) => {
    const text = stringOf(word) ?? '';
    if (!PROGRAM.test(text)) return IN_SCRIPT.test(text);
    return index === 0 || RUNNER.test(stringOf(words[index - 1]) ?? '');
  });
}
