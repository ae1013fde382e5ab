import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeRequest, type MergedEnvironment } from '../../../server/src/core/analysis/environmentBook.ts';
import { composeModel, renderCompose } from '../../../server/src/core/compose/effective/compose.ts';
import { readFile, type YamlFile } from '../../../server/src/core/model/file.ts';
import { HOME } from '../../core/compose/effective/composeCase.ts';
import { difference as composeDifference, config, oracle } from '../../core/compose/effective/oracle.ts';
import { difference, hasKubectl, kubectl } from '../../core/kustomize/build/kubectl.ts';
import { outcomeOf } from '../../core/kustomize/build/kustomizeCase.ts';
import { DiskSource } from '../../core/kustomize/build/sources.ts';

/** What a tool says of an environment: that it refuses it, or where it differs from us. */
export type Verdict = 'refused' | 'same' | { readonly differs: string };

/** Asks Docker Compose and kubectl about environments on disk; says nothing where there is no such tool. */
export class Oracles {
  runs = 0;
  private readonly compose = oracle();
  private readonly kubectl = hasKubectl();

  /**
   * Asks about an environment whose files are on disk as it was merged.
   * @param needed the variables that a person is asked to set first
   */
  async ask(environment: MergedEnvironment, needed: readonly string[] = []): Promise<Verdict | undefined> {
    const { deploys } = environment.spec;
    if (deploys.tool === 'kustomize') {
      if (!this.kubectl) return undefined;
      this.runs++;
      const theirs = await kubectl(dirname(fileURLToPath(deploys.kustomization)));
      if (theirs === 'refused') return 'refused';
      const { build } = environment;
      return verdict(build && !build.incomplete ? difference(theirs, outcomeOf(build)) : undefined);
    }
    if (this.compose === undefined) return undefined;
    this.runs++;
    const { files, envFiles, projectDirectory } = deploys;
    const flags = [
      ...files.flatMap((uri) => ['-f', fileURLToPath(uri)]),
      ...envFiles.flatMap((uri) => ['--env-file', fileURLToPath(uri)]),
      ...(projectDirectory === undefined ? [] : ['--project-directory', fileURLToPath(projectDirectory)]),
      ...['--profile', '*'],
    ];
    const shell = new Map([['HOME', HOME], ...needed.map((name): [string, string] => [name, 'set'])]);
    const said = await config(this.compose, dirname(fileURLToPath(files[0] ?? '')), flags, shell);
    if (said.code !== 0) return 'refused';
    const request = { ...composeRequest(deploys), profiles: ['*'], shell };
    const source = new DiskSource();
    const yaml = (uri: string): YamlFile | undefined => {
      const text = source.text(uri);
      return text === undefined ? undefined : readFile(uri, text);
    };
    const model = composeModel(request, { text: (uri) => source.text(uri), yaml });
    if (model.refused) return { differs: 'we refuse it' };
    return verdict(composeDifference(JSON.parse(said.output), renderCompose(model, request)));
  }
}

function verdict(found: string | undefined): Verdict {
  return found === undefined ? 'same' : { differs: found };
}
