/**
 * A subset of the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json): only the properties that Plumbline writes,
 * so that any other one is an error here. What is left has the names, types, required properties, enumerations
 * and limits of the original; where that has a choice of properties, ours is required. Its formats `uri` and `uri-reference` are patterns after RFC 3986.
 */
const PATH = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})";
const URI = { type: 'string', pattern: `^[A-Za-z][A-Za-z0-9+.-]*:${PATH}*(?:\\?[^#\\s]*)?(?:#\\S*)?$` };
/** A colon in the first segment would make it a scheme. */
const URI_REFERENCE = { type: 'string', pattern: `^(?![^/]*:)${PATH}+$` };

const text = { type: 'string' };
const level = { type: 'string', enum: ['none', 'note', 'warning', 'error'] };
const ref = (name: string) => ({ $ref: `#/definitions/${name}` });

interface Properties {
  readonly [name: string]: object;
}

function object(properties: Properties, rest: { required?: string[] } = {}) {
  return { type: 'object', additionalProperties: false, properties, ...rest };
}

function list(items: object, uniqueItems: boolean) {
  return { type: 'array', minItems: 0, uniqueItems, items };
}

export const SARIF_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...object(
    { $schema: URI, version: { type: 'string', enum: ['2.1.0'] }, runs: list(ref('run'), false) },
    { required: ['version', 'runs'] },
  ),
  definitions: {
    run: object(
      {
        tool: ref('tool'),
        columnKind: { type: 'string', enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        originalUriBaseIds: { type: 'object', additionalProperties: ref('artifactLocation') },
        results: list(ref('result'), false),
      },
      { required: ['tool'] },
    ),
    tool: object({ driver: ref('toolComponent') }, { required: ['driver'] }),
    toolComponent: object(
      {
        name: text,
        version: text,
        semanticVersion: text,
        informationUri: URI,
        rules: list(ref('reportingDescriptor'), true),
      },
      { required: ['name'] },
    ),
    reportingDescriptor: object(
      {
        id: text,
        name: text,
        shortDescription: ref('multiformatMessageString'),
        fullDescription: ref('multiformatMessageString'),
        defaultConfiguration: ref('reportingConfiguration'),
        helpUri: URI,
        help: ref('multiformatMessageString'),
        properties: ref('propertyBag'),
      },
      { required: ['id'] },
    ),
    reportingConfiguration: object({ enabled: { type: 'boolean' }, level }),
    multiformatMessageString: object({ text, markdown: text }, { required: ['text'] }),
    message: object({ text }, { required: ['text'] }),
    result: object(
      {
        ruleId: text,
        ruleIndex: { type: 'integer', minimum: -1 },
        level,
        message: ref('message'),
        locations: list(ref('location'), false),
        relatedLocations: list(ref('location'), true),
        properties: ref('propertyBag'),
      },
      { required: ['message'] },
    ),
    location: object({
      id: { type: 'integer', minimum: -1 },
      physicalLocation: ref('physicalLocation'),
      message: ref('message'),
    }),
    physicalLocation: object(
      { artifactLocation: ref('artifactLocation'), region: ref('region') },
      { required: ['artifactLocation'] },
    ),
    artifactLocation: object({ uri: URI_REFERENCE, uriBaseId: text, description: ref('message') }),
    region: object({
      startLine: { type: 'integer', minimum: 1 },
      startColumn: { type: 'integer', minimum: 1 },
      endLine: { type: 'integer', minimum: 1 },
      endColumn: { type: 'integer', minimum: 1 },
    }),
    propertyBag: {
      type: 'object',
      additionalProperties: true,
      properties: { tags: list(text, true) },
    },
  },
};
