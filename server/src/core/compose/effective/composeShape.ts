import { flag, NAME, none, options, pairs, text, textOrTexts, uniquePairs } from './fieldShapes.ts';
import { service } from './serviceShape.ts';
import { either, fields, list, named, type Shape } from './shape.ts';

const external = either(flag, fields({ name: text }));

const network = either(
  none,
  fields({
    name: text,
    driver: text,
    driver_opts: options,
    ipam: fields({
      driver: text,
      config: list(fields({ subnet: text, ip_range: text, gateway: text, aux_addresses: named(text) })),
      options: named(text),
    }),
    external,
    internal: flag,
    enable_ipv4: flag,
    enable_ipv6: flag,
    attachable: flag,
    labels: pairs,
  }),
);

const volume = either(
  none,
  fields({ name: text, driver: text, driver_opts: options, external, labels: uniquePairs }),
);

const stored = {
  name: text,
  environment: text,
  file: text,
  external: either(flag, fields({ name: text }, { open: true })),
  labels: uniquePairs,
  template_driver: text,
};

/** A whole Compose file, its `include` left out. */
export const COMPOSE: Shape = fields({
  version: text,
  name: text,
  include: list(
    either(
      text,
      fields({ path: textOrTexts, env_file: textOrTexts, project_directory: text }, { strict: true }),
    ),
  ),
  services: named(service, NAME),
  networks: fields({}, { others: { key: NAME, shape: network }, open: true }),
  volumes: named(volume, NAME),
  secrets: named(fields({ ...stored, driver: text, driver_opts: options }), NAME),
  configs: named(fields({ ...stored, content: text }), NAME),
});
