import type { ComposeProject, ComposeService } from '../compose/project.ts';
import type { Configuration } from '../config/configuration.ts';
import { externalObjects } from '../config/external.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { type Cluster, clusterOf } from '../kubernetes/cluster.ts';
import { CustomResources } from '../kubernetes/customResources.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Environment, Extent } from '../rule/environment.ts';
import { ENVIRONMENT_KINDS, type EnvironmentKind, kindOfName } from '../rule/environmentKind.ts';
import { policyFor } from '../rule/policy.ts';
import { baseName, folderOf, relativePath } from '../text/uri.ts';
import { dockerfileUri } from './dockerfileBook.ts';
import type { FactBook } from './factBook.ts';
import type { WorkspaceModel } from './workspaceModel.ts';

/** Where a file's objects are judged: its environment, and a key that changes whenever the environment may. */
export interface Surroundings {
  readonly environment: Environment;
  readonly key: string;
}

/** What the environments of a workspace tell of its Compose projects. */
export interface Around {
  /** Every project: the merged ones, and files that are in none. */
  readonly compose: readonly ComposeProject[];
  /** What their services are built from, by URI. */
  readonly dockerfiles: ReadonlyMap<string, Dockerfile>;
  /** Files that were left behind, and what is used in their place. */
  readonly staleBases: ReadonlyMap<string, ComposeProject>;
}

/** Finds the surroundings of the files of one workspace, each group of files worked out once. */
export class SurroundingsIndex {
  private readonly model: WorkspaceModel;
  private readonly around: Around;
  private readonly isolated: boolean;
  private readonly configuration: Configuration;
  private readonly clusters = new Map<string, { cluster: Cluster; key: string }>();
  private readonly facts: FactBook;
  private folders: Map<string, string[]> | undefined;
  private whole: { readonly cluster: Cluster; readonly key: string } | undefined;
  /** The kinds that the workspace defines itself. */
  private readonly custom: CustomResources;
  /** Changes whenever one of them does. */
  readonly customKey: string;
  private readonly isExternal: Environment['isExternal'];
  private readonly composeKeys = new WeakMap<readonly ComposeProject[], string>();

  constructor(model: WorkspaceModel, configuration: Configuration, facts: FactBook, around: Around) {
    this.model = model;
    this.around = around;
    this.isolated = configuration.isolated;
    this.configuration = configuration;
    this.isExternal = externalObjects(configuration.external);
    this.facts = facts;
    const definitions = configuration.isolated ? [] : definitionsIn(model);
    this.custom = new CustomResources(definitions);
    this.customKey = definitions.map(({ node }) => facts.idOf(node)).join();
  }

  /** Every Compose project of the workspace. */
  get compose(): readonly ComposeProject[] {
    return this.around.compose;
  }

  /** The surroundings of a file of the model. */
  of(uri: string): Surroundings {
    const names = this.namesOf(uri);
    const kinds = names.map(kindOfName);
    const kind = ENVIRONMENT_KINDS.find((each) => kinds.includes(each)) ?? this.kindOfPath(uri);
    const group = this.groupOf(uri);
    const { cluster, key } = this.clusterOf(group);
    const extent = this.extentOf(uri, group);
    const compose = this.isolated
      ? this.model.projects.filter((project) => project.uri === uri)
      : this.compose;
    const environment: Environment = {
      names,
      kind,
      cluster,
      extent,
      compose,
      ...this.configured(kind, names),
      setsImage: (repository) => this.setsImage(uri, repository),
      dockerfileOf: (service) => this.dockerfileOf(service),
      usedInPlaceOf: (of) => this.usedInPlaceOf(of),
    };
    return {
      environment,
      key: `${names.join()}|${kind}|${extent}|${key}|${this.composeKey(compose)}|${this.imagesKey(uri)}|${this.customKey}`,
    };
  }

  /** What the configuration says of an environment. */
  configured(
    kind: EnvironmentKind | undefined,
    names: readonly string[],
  ): Pick<Environment, 'policy' | 'kubernetesMinor' | 'isExternal' | 'customSchema'> {
    const { policies, environments, kubernetesMinor } = this.configuration;
    const own = environments.filter(({ name }) => names.includes(name));
    const settings = [kind === undefined ? undefined : policies[kind], ...own.map(({ policy }) => policy)];
    return {
      policy: policyFor(
        kind,
        settings.filter((each) => each !== undefined),
      ),
      kubernetesMinor,
      isExternal: this.isExternal,
      customSchema: (apiVersion, name) => this.custom.schemaOf(apiVersion, name),
    };
  }

  private setsImage(uri: string, repository: string): boolean {
    if (this.isolated) return false;
    return this.model.graph.deploymentsOf(uri).some((deployment) =>
      deployment.parts.some((part) => {
        const change = part.images.get(repository);
        return change !== undefined && (change.newTag ?? change.digest) !== undefined;
      }),
    );
  }

  private namesOf(uri: string): string[] {
    if (this.isolated) return [];
    const deployments = this.model.graph.deploymentsOf(uri).map((each) => each.name);
    if (deployments.length > 0) return [...new Set(deployments)].sort();
    const word = /^(?:docker-)?compose[.-](.+)\.ya?ml$/i.exec(baseName(uri))?.[1];
    return word !== undefined && kindOfName(word) !== undefined ? [word] : [];
  }

  /** A folder's name tells too: `deploy/production/api.yaml`. */
  private kindOfPath(uri: string): EnvironmentKind | undefined {
    const root = this.model.snapshot.root;
    const path = this.isolated || root === undefined ? undefined : relativePath(root, uri);
    if (path === undefined) return undefined;
    // Far up in the tree a word such as `test` says little about what is below it.
    for (const segment of path.split('/').reverse().slice(0, 3)) {
      const kind = kindOfName(segment.replace(/\.ya?ml$/i, ''));
      if (kind !== undefined) return kind;
    }
    return undefined;
  }

  /** The files whose objects are deployed with those of this one: its kustomizations', else its folder's. */
  private groupOf(uri: string): readonly string[] {
    if (this.isolated) return [uri];
    const deployments = this.model.graph.deploymentsOf(uri);
    if (deployments.length > 0) {
      return [...new Set([uri, ...deployments.flatMap((each) => [...each.files])])].sort();
    }
    return this.filesIn(folderOf(uri));
  }

  /** A file of a kustomization is judged by itself only where that can not be built. */
  private extentOf(uri: string, group: readonly string[]): Extent {
    if (this.isolated) return 'alone';
    if (this.model.graph.deploymentsOf(uri).length > 0) return 'open';
    const template = group.some((each) =>
      this.model.files.get(each)?.documents.some((document) => document.template),
    );
    return template ? 'open' : 'folder';
  }

  private filesIn(folder: string): readonly string[] {
    if (!this.folders) {
      this.folders = new Map();
      for (const [uri, file] of this.model.files) {
        if (file.kind !== 'kubernetes') continue;
        const list = this.folders.get(folderOf(uri));
        if (list) list.push(uri);
        else this.folders.set(folderOf(uri), [uri]);
      }
    }
    return this.folders.get(folder) ?? [];
  }

  /** Every Kubernetes object of the workspace as its file has it: what Compose services are compared with. */
  everything(): { readonly cluster: Cluster; readonly key: string } {
    if (!this.whole) {
      const files = [...this.model.files.values()].filter(({ kind }) => kind === 'kubernetes');
      this.whole = this.clusterOf(files.map(({ file }) => file.uri));
    }
    return this.whole;
  }

  private clusterOf(files: readonly string[]): { cluster: Cluster; key: string } {
    const name = files.join(' ');
    const known = this.clusters.get(name);
    if (known) return known;
    const resources: Resource[] = [];
    const keys: number[] = [];
    for (const uri of files) {
      for (const document of this.model.files.get(uri)?.documents ?? []) {
        if (document.resources.length === 0) continue;
        resources.push(...document.resources);
        for (const each of document.resources) keys.push(this.facts.factsOf(each));
      }
    }
    const made = { cluster: clusterOf(resources), key: keys.join() };
    this.clusters.set(name, made);
    return made;
  }

  private imagesKey(uri: string): string {
    const parts = this.isolated ? [] : this.model.graph.deploymentsOf(uri).flatMap((each) => each.parts);
    return parts
      .flatMap((part) =>
        [...part.images].map(([name, change]) => `${name}=${change.newTag ?? change.digest}`),
      )
      .join();
  }

  /** Changes whenever something that Compose services depend on may. */
  composeKey(projects: readonly ComposeProject[]): string {
    const known = this.composeKeys.get(projects);
    if (known !== undefined) return known;
    const docker = this.isolated ? [] : [...this.around.dockerfiles.values()];
    const idsOf = (objects: readonly object[]): string => objects.map((each) => this.facts.idOf(each)).join();
    const key = `${idsOf(projects)}/${idsOf(docker)}`;
    this.composeKeys.set(projects, key);
    return key;
  }

  dockerfileOf(service: ComposeService): Dockerfile | undefined {
    const uri = this.isolated ? undefined : dockerfileUri(service);
    return uri === undefined ? undefined : this.around.dockerfiles.get(uri);
  }

  usedInPlaceOf(uri: string): ComposeProject | undefined {
    return this.isolated ? undefined : this.around.staleBases.get(uri);
  }
}

function definitionsIn({ files }: WorkspaceModel): Resource[] {
  return [...files.values()].flatMap(({ documents }) =>
    documents.flatMap(({ resources }) => resources.filter(({ kind }) => kind === 'CustomResourceDefinition')),
  );
}
