import { describe, expect, it } from 'vitest';
import { portsOf } from '../../../server/src/core/compose/ports.ts';
import { serviceOf, textAt } from './services.ts';

/** The mappings of a list of ports in flow style: host address, host port, container port, protocol, marked text. */
function read(ports: string) {
  return portsOf(serviceOf(`    ports: ${ports}\n`)).map((each) => [
    each.hostIp,
    each.published,
    each.target,
    each.protocol,
    textAt(each.publishedSpan),
  ]);
}

const one = (port: string) => read(`[${port}]`)[0];

describe('a short port', () => {
  it.each([
    ['80', [undefined, undefined, '80', 'tcp', undefined]],
    ['"80"', [undefined, undefined, '80', 'tcp', undefined]],
    ['"3000-3005"', [undefined, undefined, '3000-3005', 'tcp', undefined]],
    ['"8080:80"', [undefined, '8080', '80', 'tcp', '8080']],
    ['8080:80', [undefined, '8080', '80', 'tcp', '8080']],
    ["'80:80'", [undefined, '80', '80', 'tcp', '80']],
    ['"9090-9091:8080-8081"', [undefined, '9090-9091', '8080-8081', 'tcp', '9090-9091']],
    ['"53:53/udp"', [undefined, '53', '53', 'udp', '53']],
    ['"127.0.0.1:8001:80"', ['127.0.0.1', '8001', '80', 'tcp', '8001']],
    ['"127.0.0.1::80"', ['127.0.0.1', undefined, '80', 'tcp', undefined]],
    ['"0.0.0.0:80:80/tcp"', ['0.0.0.0', '80', '80', 'tcp', '80']],
    ['"[::1]:8001:80"', ['::1', '8001', '80', 'tcp', '8001']],
    ['"${PORT}:80"', [undefined, '${PORT}', '80', 'tcp', '${PORT}']],
    ['"${HTTP:-8080}:80"', [undefined, '${HTTP:-8080}', '80', 'tcp', '${HTTP:-8080}']],
    ['"$PORT:${PORT:?set it}/udp"', [undefined, '$PORT', '${PORT:?set it}', 'udp', '$PORT']],
    ['"127.0.0.1:${P:-1}:${T-80}"', ['127.0.0.1', '${P:-1}', '80', 'tcp', '${P:-1}']],
    ['" 8080:80 "', [undefined, '8080', '80', 'tcp', '8080']],
  ])('is read: %s', (port, expected) => {
    expect(one(port)).toEqual(expected);
  });

  it('marks the host port itself, not the same digits before it', () => {
    const at = (port: string): number | undefined => {
      const [mapping] = portsOf(serviceOf(`    ports: ["${port}"]\n`));
      const { source, start } = mapping?.node.span ?? {};
      return source && mapping?.publishedSpan && start !== undefined
        ? mapping.publishedSpan.start - start - 1
        : undefined;
    };
    expect(at('80:80')).toBe(0);
    expect(at('127.0.0.1:27:80')).toBe('127.0.0.1:'.length);
    expect(at('127.0.0.80:80:80')).toBe('127.0.0.80:'.length);
    expect(at('[::80]:80:80')).toBe('[::80]:'.length);
  });

  it.each([
    '"${BIND}:80:80"',
    '"${BIND}:80"',
    '"${API_PORT:-127.0.0.1:8080}:80"',
    '"${A}${B}:80"',
    'http',
    '""',
    '~',
    '"80:"',
    '"80:http"',
    '[80]',
    '"1:2:3"',
    '80.5',
  ])('that can not be read is left out: %s', (port) => {
    expect(read(`[${port}, 81]`)).toEqual([[undefined, undefined, '81', 'tcp', undefined]]);
  });
});

describe('a long port', () => {
  it.each([
    ['{target: 80}', [undefined, undefined, '80', 'tcp', undefined]],
    ['{target: 80, published: 8080}', [undefined, '8080', '80', 'tcp', '8080']],
    ['{target: "80", published: "8080-8090"}', [undefined, '8080-8090', '80', 'tcp', '"8080-8090"']],
    ['{target: 80, published: 80, host_ip: 127.0.0.1}', ['127.0.0.1', '80', '80', 'tcp', '80']],
    ['{target: 53, protocol: udp, mode: host, name: dns}', [undefined, undefined, '53', 'udp', undefined]],
    ['{target: 80, host_ip: ""}', [undefined, undefined, '80', 'tcp', undefined]],
  ])('is read: %s', (port, expected) => {
    expect(one(port)).toEqual(expected);
  });

  it('without a target is left out', () => {
    expect(read('[{published: 80}, {target: }, 81]')).toEqual([
      [undefined, undefined, '81', 'tcp', undefined],
    ]);
  });
});

describe('ports', () => {
  it('are none where there is no list', () => {
    for (const value of ['', '80', '{a: b}', '[]', '~']) expect(read(value)).toEqual([]);
    expect(portsOf(serviceOf('    image: x\n'))).toEqual([]);
  });

  it('keep their order, and mix both forms', () => {
    const ports = portsOf(
      serviceOf('    ports:\n      - 80:80\n      - target: 81\n      # a comment\n      - "82"\n'),
    );
    expect(ports.map((each) => each.target)).toEqual(['80', '81', '82']);
    expect(ports.map((each) => each.node.kind)).toEqual(['scalar', 'map', 'scalar']);
  });
});
