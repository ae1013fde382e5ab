import type { Node } from '../model/node.ts';
import { get, numberOf, stringOf } from '../model/read.ts';
import type { ComposeService } from './project.ts';
import { programOf, startedWords, wordsOf } from './words.ts';

/** Commands that do one thing and end. */
const ONE_SHOT =
  /^(?:migrate|upgrade|alembic|seed|init|setup|install|test|pytest|lint|build|echo|true|chown|chmod|mkdir|cp|mc|createbuckets|wait-for.*|dbmate|flyway|liquibase)$/;

/** Whether a service is one that is meant to run on: not one that others wait to see completed, nor a tool behind a profile. */
export function isLongRunning(service: ComposeService): boolean {
  if (isJob(service.node)) return false;
  const restart = stringOf(get(service.node, 'restart'));
  if (restart === 'always' || restart === 'unless-stopped') return true;
  if (restart !== undefined && /^on-failure/.test(restart) && completes(service)) return false;
  if (completes(service)) return false;
  if (get(service.node, 'profiles')) return false;
  const words = startedWords([
    ...wordsOf(get(service.node, 'entrypoint')),
    ...wordsOf(get(service.node, 'command')),
  ]);
  const program = programOf(words[0] ?? '');
  if (ONE_SHOT.test(program) || (ONE_SHOT.test(words.at(-1) ?? '') && words.length <= 4)) return false;
  return !/(?:^|[-_])(?:migrate|migrations?|init|setup|seed|bootstrap|createbuckets|tests?)(?:$|[-_])/.test(
    service.name,
  );
}

/** Whether its settings say that it ends, or that none of it is to run. */
function isJob(node: Node): boolean {
  const mode = stringOf(get(node, 'deploy', 'mode'));
  if (mode === 'replicated-job' || mode === 'global-job') return true;
  if (stringOf(get(node, 'deploy', 'restart_policy', 'condition')) === 'none') return true;
  return numberOf(get(node, 'deploy', 'replicas') ?? get(node, 'scale')) === 0;
}

/** Whether another service waits for it to complete. */
function completes(service: ComposeService): boolean {
  return service.project.services.some(
    (other) =>
      stringOf(get(other.node, 'depends_on', service.name, 'condition')) === 'service_completed_successfully',
  );
}
