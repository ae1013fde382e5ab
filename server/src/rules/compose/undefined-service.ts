import type { ComposeService } from '../../core/compose/project.ts';
import { get, isNull, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { type Span, span } from '../../core/text/span.ts';
import { nameOf, undefinedReferenceRule } from './undefinedReference.ts';

export default undefinedReferenceRule({
  id: 'compose/undefined-service',
  what: 'service',
  field: 'services',
  why: 'Compose refuses a file in which a service extends another one, shares its network, or mounts its volumes, where that other one does not exist.',
  reference: 'https://docs.docker.com/reference/compose-file/services/#network_mode',
  references: (service) => [...shared(service), ...extended(service)],
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    network_mode: service:vpn\n  vpn:\n    image: example/vpn:1.0\n',
      ),
      good('services:\n  api:\n    extends:\n      file: base.yaml\n      service: anything\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    network_mode: host\n    volumes_from: ["container:old"]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    network_mode: "service:«vnp»"\n  vpn:\n    image: example/vpn:1.0\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    network_mode: "service:vpn"\n  vpn:\n    image: example/vpn:1.0\n',
      ),
      bad(
        'services:\n  api:\n    extends:\n      service: «bse» # defaults\n  base:\n    image: example/api:1.4.2\n',
        'services:\n  api:\n    extends:\n      service: base # defaults\n  base:\n    image: example/api:1.4.2\n',
      ),
      bad('services:\n  api:\n    image: example/api:1.4.2\n    volumes_from:\n      - «data»:ro\n'),
    ],
  },
});

/** `network_mode`, `ipc` and `pid: service:NAME`, and `volumes_from`. */
function shared(service: ComposeService): { name: string; span: Span }[] {
  const modes = ['network_mode', 'ipc', 'pid'].map((key) => get(service.node, key));
  const result: { name: string; span: Span }[] = [];
  for (const node of modes) {
    const name = /^service:(.+)$/.exec(stringOf(node) ?? '')?.[1];
    if (node && name !== undefined) result.push({ name, span: inside(node.span, name) });
  }
  for (const node of itemsOf(get(service.node, 'volumes_from'))) {
    const text = stringOf(node) ?? '';
    const name = text.split(':', 1)[0] ?? '';
    if (name !== '' && name !== 'container') result.push({ name, span: inside(node.span, name) });
  }
  return result;
}

/** `extends` within the same file. */
function extended(service: ComposeService): readonly { name: string; span: Span }[] {
  const node = get(service.node, 'extends');
  if (node?.kind === 'scalar') return nameOf(node);
  return isNull(get(node, 'file')) ? nameOf(get(node, 'service')) : [];
}

function inside(place: Span, name: string): Span {
  const at = place.source.text.slice(place.start, place.end).lastIndexOf(name);
  return at < 0 ? place : span(place.source, place.start + at, place.start + at + name.length);
}
