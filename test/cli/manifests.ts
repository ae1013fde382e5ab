/** A service that no rule of the recommended preset has anything to say of. */
export const CLEAN = `services:
  api:
    image: example/api:1.4.2
    user: "1000"
    restart: unless-stopped
    mem_limit: 256m
    security_opt:
      - no-new-privileges:true
    healthcheck:
      test: ["CMD", "true"]
`;

/** {@link CLEAN} with one finding: an error on the last line. */
export const WITH_ERROR = `${CLEAN}    privileged: true
`;

/** {@link CLEAN} with one finding: a warning at the image. */
export const WITH_WARNING = CLEAN.replace(':1.4.2', ':latest');

/** {@link CLEAN} with one finding: a note on the first line, whose fix is safe. */
export const WITH_NOTE = `version: "3.8"
${CLEAN}`;
