import { shortened } from '../text/shortened.ts';
/** A way to ask a program whether it is well, apart from how Compose or Kubernetes write it down. */
export type Check =
  | {
      readonly kind: 'http';
      readonly path: string;
      readonly port: number | string;
      readonly scheme?: 'HTTPS';
    }
  | { readonly kind: 'tcp'; readonly port: number | string }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** A check with the place it was taken from, in words: `from the Compose healthcheck of "api"`. */
export interface SourcedCheck {
  readonly check: Check;
  readonly source: string;
}

const LOCAL_URL = /\b(https?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(\/[^\s"'|;&)]*)?/;

/**
 * Reads the test of a Compose healthcheck or a Dockerfile's HEALTHCHECK: requests to the container itself become
 * HTTP or TCP checks, anything else stays the command that it is.
 * @param test as Compose writes it: `CMD`, `CMD-SHELL` or `NONE`, then words
 */
export function checkOfTest(test: readonly string[]): Check | undefined {
  const [form = '', ...words] = test;
  if (form === 'NONE' || words.length === 0) return undefined;
  const line = words.join(' ');
  const url =
    /\b(?:curl|wget)\b/.test(line) && !/\s-(?:H|X|d|u)\b|--(?:header|data|request|user)\b/.test(line)
      ? LOCAL_URL.exec(line)
      : null;
  if (url) {
    const https = url[1] === 'https';
    const port = Number(url[2] ?? (https ? 443 : 80));
    return { kind: 'http', path: url[3] ?? '/', port, ...(https ? { scheme: 'HTTPS' } : {}) };
  }
  const tcp = /^nc\s+(?:-\w+\s+)*-\w*z\w*\s+(?:-\w+\s+\d*\s*)*(?:localhost|127\.0\.0\.1)\s+(\d+)/.exec(line);
  if (tcp?.[1]) return { kind: 'tcp', port: Number(tcp[1]) };
  // Compose writes `$$` for a dollar sign of the container's own shell.
  const plain = words.map((word) => word.replaceAll('$$', '$'));
  return { kind: 'exec', command: form === 'CMD' ? plain : ['sh', '-c', plain.join(' ')] };
}

/** A check in a few words for a fix's title: `GET /health on port 8000`. */
export function describeCheck(check: Check): string {
  switch (check.kind) {
    case 'http':
      return `GET ${check.path} on port ${check.port}`;
    case 'tcp':
      return `TCP port ${check.port}`;
    case 'exec': {
      const line = check.command.at(0) === 'sh' ? (check.command.at(-1) ?? '') : check.command.join(' ');
      return shortened(line, 40);
    }
  }
}
