/**
 * A workspace in which every value that must not be seen is a word that begins with `Canary`, and no other word does.
 */
export const SECRET_FILES: { readonly [file: string]: string } = {
  'compose.yaml': `version: "3.8"
x-env: &env
  POSTGRES_PASSWORD: CanaryAnchored1!
services:
  api:
    build:
      context: .
      args:
        NPM_TOKEN: CanaryBuildArg2x
        PIP_PASSWORD: 'CanaryQuoted3"x'
    image: registry.example.com/api:latest
    command: serve --password CanaryCommand4x --api-key=CanaryOption5x
    environment:
      <<: *env
      JWT_SECRET_KEY: CanaryPlain6x
      DATABASE_URL: postgres://app:CanaryUrl7x@db:5432/app
      CONFIG: '{"password": "CanaryJson8x"}'
      API_TOKEN: \${API_TOKEN:-CanaryDefault9x}
      LONG_SECRET: |
        CanaryFirstLine10x
        CanarySecondLine11x
    labels:
      traefik.password: CanaryLabel12x
    depends_on: [db, cache, nowhere]
  db:
    image: postgres
    environment:
      - POSTGRES_PASSWORD=CanaryList13x
      - "PGPASSWORD=CanaryList14x"
      - POSTGRES_USER=app
    healthcheck:
      test: ["CMD", "pg_isready", "--password", "CanaryHealth15x"]
    ports: ["5432:5432"]
  cache:
    image: redis
    command: ["redis-server", "--requirepass", "CanaryRedis16x"]
    privileged: true
`,
  'compose.prod.yaml': `services:
  api:
    environment:
      DEBUG: "true"
      SECRET_KEY: CanaryProduction17x
      ENCRYPTION_KEY: !Canary18x tagged
`,
  'k8s/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  annotations: {example.com/token: CanaryAnnotation19x}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: example/api:latest
          args: ["--token=CanaryArgument20x"]
          env:
            - name: DB_PASSWORD
              value: CanaryEnv21x
            - name: DB_PASSWORD
              value: CanaryTwice22x
            - {name: DATABASE_URL, value: "mysql://root:CanaryUrl23x@db/app"}
            - name: PRIVATE_KEY
              value: |-
                -----BEGIN RSA PRIVATE KEY-----
                CanaryKey24x
                -----END RSA PRIVATE KEY-----
          livenessProbe:
            exec: {command: [mysqladmin, ping, "-pCanaryProbe25x"]}
`,
  'k8s/secrets.yaml': `apiVersion: v1
kind: Secret
metadata: {name: api}
data:
  password: ${Buffer.from('CanaryEncoded26x').toString('base64')}
stringData:
  token: CanaryStringData27x
  twice: CanaryDuplicate28x
  twice: CanaryDuplicate29x
---
apiVersion: v1
kind: ConfigMap
metadata: {name: api}
data:
  DB_PASSWORD: CanaryConfigMap30x
`,
  'k8s/kustomization.yaml': `resources: [deployment.yaml, secrets.yaml]
secretGenerator:
  - name: generated
    literals: [password=CanaryLiteral31x]
patches:
  - target: {kind: Deployment}
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/env/-
        value: {name: API_TOKEN, value: CanaryPatch32x}
`,
  Dockerfile: `FROM example/base:1
ARG NPM_TOKEN=CanaryArg33x
ENV API_TOKEN=CanaryEnv34x
ENV OLD_TOKEN CanaryEnv35x
HEALTHCHECK CMD curl -H "Authorization: CanaryHealth36x" http://localhost:8080/
`,
};

/** Values that a person forgot to quote, so that YAML reads them as something else: each is a syntax error. */
export const UNQUOTED_SECRETS: readonly string[] = [
  '*CanaryAlias37x',
  '&CanaryAnchor38x &CanaryAnchor39x',
  '!CanaryTag40x%zz CanaryTagged41x',
  '!CanaryHandle42x!x y',
  '@CanaryAt43x',
  '%CanaryPercent44x',
  '`CanaryTick45x',
  '|CanaryBlock46x',
  '>CanaryFolded47x',
  '"CanaryOpen48x',
  "'CanaryApostrophe49x's end'",
  '"CanaryEscape50x\\q"',
  '"\\xCanaryHex51x"',
  '"\\UCanaryHex52x"',
  '[CanaryList53x',
  '[CanaryList54x}',
  '{CanaryMap55x: ]',
  ']CanaryEnd56x',
  '}CanaryEnd57x',
  'CanaryColon58x: CanaryColon59x: x',
  '"CanaryTwo60x" CanaryTwo61x',
  'CanaryTab62x:\tCanaryTab63x: y\n\tCanaryTab64x',
  '? CanaryQuestion65x: [ CanaryQuestion66x',
  '- CanaryDash67x',
  'x\n   CanaryIndent68x: bad\n  CanaryIndent69x',
  'x\nCanaryOutside70x',
  '"x"\n]CanaryAfter71x\nCanaryAfter72x',
  '<<: *CanaryMerge73x',
  '[a]CanaryGlued74x',
  '"a"CanaryGlued75x',
  '|9CanaryIndicator76x',
  '*CanaryAlias77x: y',
];
