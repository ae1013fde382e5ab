import type { Files } from '../../../support/analysis.ts';

/** Three layers, with anchors, `extends` and what an override takes away. */
const layers: Files = {
  'README.md':
    '```\ndocker compose -f compose.yaml -f compose.prod.yaml up\ndocker compose -f compose.yaml -f compose.dev.yaml -f compose.gpu.yaml up\ndocker compose -f compose.yaml -f compose.prod.yaml -f compose.gpu.yaml up\n```\n',
  'compose.yaml': `x-common: &common # for all
  restart: unless-stopped
  logging: &logging {driver: json-file}
services:
  api: # the front
    <<: *common
    image: example/api:1.4.2
    ports: ["8000:8000"] # open
    environment:
      - DEBUG=0
      - "DB_PASSWORD=Kw3-blue-otter"
    depends_on: [db]

  db:
    <<: *common
    image: 'postgres'
    environment: {POSTGRES_PASSWORD: Kw3-blue-otter}
    volumes: [data:/var/lib/postgresql/data]
  worker:
    extends: {file: shared/worker.yaml, service: worker}
    image: example/worker:1.0
  cache:
    extends: db
    image: redis:7.2
    privileged: true # the driver
    # the end of cache
volumes:
  data:
`,
  'shared/worker.yaml':
    'services:\n    worker:\n        image: example/worker\n        cap_add: [SYS_ADMIN]\n',
  'compose.prod.yaml': `services:
  api:
    ports: !override ["127.0.0.1:80:8000"]
    deploy: {resources: {limits: {memory: 1g}}}
  db:
    volumes: !reset []
    restart: always
`,
  'compose.dev.yaml': `# for us
services:
  api:
    build: {context: .}
    command: [uvicorn, --reload]
    volumes:
    - .:/srv
    - /var/run/docker.sock:/var/run/docker.sock
  cache: !reset null
`,
  'compose.gpu.yaml': `services:
  worker:
    environment:
      GPU: "1"
`,
};

/** A project in JSON, one on a single line, one that includes another. */
const styles: Files = {
  'json/compose.yaml': `{
  "services": {
    "web": {
      "image": "nginx",
      "ports": ["80:80"]
    },
    "db": {"image": "postgres:16", "environment": ["POSTGRES_PASSWORD=Kw3-blue-otter"]}
  }
}
`,
  'line/docker-compose.yml': 'services: {web: {image: nginx, ports: ["80:80"], privileged: true}}',
  'included/compose.yaml': `include: [db.yaml]
services:
    api:
        image: example/api:latest
        depends_on:
            - db
        network_mode: host
        user: root


    # what follows is for the tests
    probe:
        image: curlimages/curl:8.9.1
        profiles: [test]
`,
  'included/db.yaml': `services:
  db:
    image: "mysql:8"   # not 9
    environment:
      MYSQL_ROOT_PASSWORD: 'Kw3-blue-otter' # change me
      MYSQL_DATABASE: app
`,
};

/** Workspaces of Compose projects; see {@link KUSTOMIZE}. */
export const COMPOSE: { readonly [name: string]: Files } = {
  'Compose layers': layers,
  'Compose styles': styles,
};
