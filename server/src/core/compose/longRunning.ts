import { get, stringOf } from '../model/read.ts';
import type { ComposeService } from './project.ts';
import { wordsOf } from './words.ts';

/** Commands that do one thing and end. */
const ONE_SHOT =
  /^(?:migrate|upgrade|alembic|seed|init|setup|install|test|pytest|lint|build|echo|true|chown|chmod|mkdir|cp|mc|createbuckets|wait-for.*|dbmate|flyway|liquibase)$/;

/** Whether a service is one that is meant to run on: not one that others wait to see completed, nor a tool behind a profile. */
export function isLongRunning(service: ComposeService): boolean {
  const restart = stringOf(get(service.node, 'restart'));
  if (restart === 'always' || restart === 'unless-stopped') return true;
  if (restart !== undefined && /^on-failure/.test(restart) && completes(service)) return false;
  if (completes(service)) return false;
  if (get(service.node, 'profiles')) return false;
  const command = wordsOf(get(service.node, 'command'));
  const words =
    command[0] === 'sh' || command[0] === 'bash' || command[0] === '/bin/sh'
      ? wordsOf(get(service.node, 'command')).slice(2).join(' ').split(/\s+/)
      : command;
  const program = (words[0] ?? '').replace(/^.*\//, '');
  if (ONE_SHOT.test(program) || (ONE_SHOT.test(words.at(-1) ?? '') && words.length <= 4)) return false;
  return !/(?:^|[-_])(?:migrate|migrations?|init|setup|seed|bootstrap|createbuckets|tests?)(?:$|[-_])/.test(
    service.name,
  );
}

/** Whether another service waits for it to complete. */
function completes(service: ComposeService): boolean {
  return service.project.services.some(
    (other) =>
      stringOf(get(other.node, 'depends_on', service.name, 'condition')) === 'service_completed_successfully',
  );
}
