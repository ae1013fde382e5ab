import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';

/** A service that nothing is to be said of. */
export const SOUND = `services:
  api:
    image: example/api:1.4.2
    user: "1000:1000"
    restart: unless-stopped
    mem_limit: 512m
    security_opt:
      - no-new-privileges:true
    healthcheck:
      test: ["CMD", "true"]
`;

/** The same with one thing to be said, of the word `true` at the end. */
export const PRIVILEGED = `${SOUND}    privileged: true\n`;

/** Whether just these rules have findings in what was published. */
export function showing(...codes: readonly string[]): (params: PublishDiagnosticsParams) => boolean {
  return ({ diagnostics }) => diagnostics.map((each) => each.code).join() === codes.join();
}
