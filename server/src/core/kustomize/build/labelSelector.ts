/** What a selector says of one label. */
type Requirement = (labels: ReadonlyMap<string, string>) => boolean;

const TOKEN = /\s*(==|!=|[=!,()<>]|[^\s=!,()<>]+)/y;

/**
 * Reads a selector as Kubernetes writes it for labels: `a=b, c!=d, e in (f, g), h notin (i), j, !k`. Undefined where it
 * can not be read; an empty one takes everything.
 */
export function labelSelector(text: string): Requirement | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const requirements: Requirement[] = [];
  const reader = { tokens, at: 0 };
  while (reader.at < tokens.length) {
    const requirement = requirementAt(reader);
    if (!requirement) return undefined;
    requirements.push(requirement);
    const next = tokens[reader.at];
    if (next === undefined) break;
    if (next !== ',' || reader.at + 1 === tokens.length) return undefined;
    reader.at++;
  }
  return (labels) => requirements.every((each) => each(labels));
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (!found) return undefined;
    tokens.push(found[1] ?? '');
  }
  return tokens;
}

function requirementAt(reader: Reader): Requirement | undefined {
  const take = (): string | undefined => reader.tokens[reader.at++];
  const first = take();
  if (first === '!') {
    const key = take();
    return isWord(key) ? (labels) => !labels.has(key) : undefined;
  }
  if (!isWord(first)) return undefined;
  const operator = reader.tokens[reader.at];
  if (operator === undefined || operator === ',') return (labels) => labels.has(first);
  reader.at++;
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      const next = reader.tokens[reader.at];
      const value = isWord(next) ? next : '';
      if (isWord(next)) reader.at++;
      const equal = operator !== '!=';
      return (labels) => (labels.get(first) === value) === equal;
    }
    case 'in':
    case 'notin': {
      const values = valuesAt(reader);
      if (!values) return undefined;
      const within = operator === 'in';
      return (labels) => {
        const value = labels.get(first);
        return value === undefined ? !within : values.has(value) === within;
      };
    }
    case '<':
    case '>': {
      const limit = Number(take());
      if (!Number.isInteger(limit)) return undefined;
      return (labels) => {
        const value = Number(labels.get(first) ?? Number.NaN);
        return operator === '<' ? value < limit : value > limit;
      };
    }
    default:
      return undefined;
  }
}

function valuesAt(reader: Reader): ReadonlySet<string> | undefined {
  if (reader.tokens[reader.at++] !== '(') return undefined;
  const values = new Set<string>();
  for (;;) {
    const token = reader.tokens[reader.at++];
    if (isWord(token)) {
      values.add(token);
      const next = reader.tokens[reader.at++];
      if (next === ')') return values;
      if (next !== ',') return undefined;
    } else if (token === ',') values.add('');
    else return token === ')' ? values.add('') : undefined;
  }
}

function isWord(token: string | undefined): token is string {
  return token !== undefined && !/^(?:==|!=|[=!,()<>])$/.test(token);
}
