import type { ComposeService } from '../compose/project.ts';
import type { Container } from '../kubernetes/pod.ts';
import type { Node } from '../model/node.ts';
import { type Data, get, numberOf, stringOf } from '../model/read.ts';
import { maskedCommand } from '../secrets/maskedCommand.ts';
import { holdsSecret } from '../secrets/secretCommand.ts';
import { shortened } from '../text/shortened.ts';
import { knownImage } from './knownImages.ts';
import { execCommandOf, hasSecret, testOf } from './probe.ts';
import { containersLike, otherImage, type Surroundings, startOfService } from './surroundings.ts';

/** A healthcheck that can be inserted, and where it was taken from. */
export interface ProposedHealthcheck {
  readonly healthcheck: { readonly [key: string]: Data };
  readonly description: string;
}

/** Infers a Compose service's healthcheck from the best source there is; undefined where nothing tells how to ask it. */
export function inferHealthcheck(
  service: ComposeService,
  surroundings: Surroundings,
): ProposedHealthcheck | undefined {
  const timing =
    surroundings.kind === 'production'
      ? { interval: '10s', timeout: '5s', retries: 3 }
      : { interval: '15s', timeout: '5s', retries: 3 };
  const propose = (test: readonly string[], description: string): ProposedHealthcheck => ({
    healthcheck: { test: [...test], ...timing },
    description,
  });
  const sibling = siblingTest(service, surroundings);
  if (sibling) return propose(sibling.test, `${shorten(sibling.test)}, as in ${sibling.file}`);
  for (const container of containersLike(service, surroundings)) {
    const found = testOfContainer(container);
    if (found)
      return propose(
        found.test,
        `${shorten(found.test)}, from the ${found.probe} probe of "${container.name}"`,
      );
  }
  const known = knownImage(service.image, startOfService(service));
  if (!known) return undefined;
  const test = known.test ?? (known.probe.kind === 'exec' ? ['CMD', ...known.probe.command] : undefined);
  return test && propose(test, `${shorten(test)}, as this image answers it`);
}

/** The healthcheck of the same service in another Compose file. */
function siblingTest(
  service: ComposeService,
  surroundings: Surroundings,
): { test: string[]; file: string } | undefined {
  for (const project of surroundings.compose) {
    if (project === service.project) continue;
    const other = project.services.find((each) => each.name === service.name);
    // Two files may each have a "db" that is something else.
    if (!other || otherImage(service.image, other.image)) continue;
    const node = get(other.node, 'healthcheck', 'test');
    const test = node ? testOf(node) : [];
    if (test.length > 1 && !holdsSecret(test))
      return { test, file: project.uri.slice(project.uri.lastIndexOf('/') + 1) };
  }
  return undefined;
}

function testOfContainer(container: Container): { test: string[]; probe: string } | undefined {
  for (const probe of ['readiness', 'liveness']) {
    const node = get(container.node, `${probe}Probe`);
    const test = node && !hasSecret(node) && (testOfExec(node) ?? testOfHttp(node, container));
    if (test) return { test, probe };
  }
  return undefined;
}

function testOfExec(probe: Node): string[] | undefined {
  const command = execCommandOf(probe).map((word) => word.replaceAll('$', '$$$$'));
  return command.length > 0 ? ['CMD', ...command] : undefined;
}

function testOfHttp(probe: Node, container: Container): string[] | undefined {
  const http = get(probe, 'httpGet');
  const port = get(http, 'port');
  const number =
    numberOf(port) ?? container.ports.find((each) => each.name === stringOf(port))?.containerPort;
  if (!http || number === undefined) return undefined;
  const scheme = stringOf(get(http, 'scheme')) === 'HTTPS' ? 'https' : 'http';
  const path = stringOf(get(http, 'path')) ?? '/';
  return ['CMD-SHELL', `curl -fsS ${scheme}://localhost:${number}${path} || exit 1`];
}

function shorten(test: readonly string[]): string {
  const line = maskedCommand(test.slice(1)).join(' ');
  return shortened(line, 40);
}
