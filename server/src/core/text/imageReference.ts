/** The parts of a container image's name. */
export interface ImageReference {
  /** Registry and path, as written: `docker.io/library/nginx`, `nginx`. */
  readonly repository: string;
  /** The last segment of the path: `nginx`. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Where the tag stands in the text, the colon not counted; undefined without one. */
  readonly tagStart: number | undefined;
}

const REFERENCE =
  /^((?:[\w.-]+(?::\d+)?\/)?(?:[\w.-]+\/)*[\w.-]+?)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-fA-F]{32,}))?$/;

/** Takes an image's name apart; undefined for what is no image name, such as one with a variable in it. */
export function parseImage(text: string): ImageReference | undefined {
  const match = REFERENCE.exec(text.trim());
  const repository = match?.[1];
  if (!match || repository === undefined) return undefined;
  const tag = match[2];
  return {
    repository,
    name: repository.slice(repository.lastIndexOf('/') + 1).toLowerCase(),
    tag,
    digest: match[3],
    tagStart: tag === undefined ? undefined : text.indexOf(repository) + repository.length + 1,
  };
}

/** The repository without what Docker adds of itself, for comparing. */
export function canonicalRepository(repository: string): string {
  return repository.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
}
