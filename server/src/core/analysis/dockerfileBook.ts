import type { ComposeProject, ComposeService } from '../compose/project.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { parseDockerfile } from '../dockerfile/parseDockerfile.ts';
import { get, stringOf } from '../model/read.ts';
import { folderOf, resolvePath } from '../text/uri.ts';
import type { Snapshot } from './snapshot.ts';

/** The Dockerfile that a service is built from, as a URI; undefined where nothing is built, or from elsewhere. */
export function dockerfileUri(service: ComposeService): string | undefined {
  const build = get(service.node, 'build');
  if (!build || get(build, 'dockerfile_inline')) return undefined;
  const context = stringOf(build) ?? stringOf(get(build, 'context')) ?? '.';
  const file = stringOf(get(build, 'dockerfile')) ?? 'Dockerfile';
  // What a variable stands for is not known here.
  if (/[$:]/.test(`${context}${file}`)) return undefined;
  const folder = resolvePath(folderOf(service.project.uri), context);
  return folder === undefined ? undefined : resolvePath(folder, file);
}

/** Reads the Dockerfiles that services are built from, whatever they are called; what did not change stays the same object. */
export class DockerfileBook {
  private known = new Map<string, { readonly text: string; readonly dockerfile: Dockerfile }>();

  /**
   * The Dockerfiles of projects, by URI.
   * @param asked takes up which files were looked for, whether they are there or not
   */
  update(
    { files }: Snapshot,
    projects: readonly ComposeProject[],
    asked: Set<string>,
  ): ReadonlyMap<string, Dockerfile> {
    const before = this.known;
    this.known = new Map();
    const result = new Map<string, Dockerfile>();
    for (const service of projects.flatMap((project) => project.services)) {
      const uri = dockerfileUri(service);
      if (uri === undefined || result.has(uri)) continue;
      asked.add(uri);
      const text = files.get(uri)?.text;
      if (text === undefined) continue;
      const same = before.get(uri);
      const read = same?.text === text ? same : { text, dockerfile: parseDockerfile(uri, text) };
      this.known.set(uri, read);
      result.set(uri, read.dockerfile);
    }
    return result;
  }
}
