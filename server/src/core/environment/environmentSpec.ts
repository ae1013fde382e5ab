import type { EnvironmentKind } from '../rule/environmentKind.ts';

/** The {@link EnvironmentSpec.origin} of what the configuration declares. */
export const DECLARED = '.plumbline.yaml';

/** A named, ordered set of layers that is deployed together. */
export interface EnvironmentSpec {
  /** Unique in the workspace folder: the tool and the paths of the layers. */
  readonly id: string;
  /** As people call it: `production`. Two environments may share a name. */
  readonly name: string;
  /** Whether the name is worth showing beside a finding: it is one of several, or says what it is for. */
  readonly named: boolean;
  readonly kind: EnvironmentKind | undefined;
  readonly deploys: Deploys;
  /** How it was found: `.plumbline.yaml`, `README.md:12`, `file names`, `root kustomization`. */
  readonly origin: string;
}

export type Deploys = ComposeDeploys | KustomizeDeploys;

export interface ComposeDeploys {
  readonly tool: 'compose';
  /** URIs in the order of `-f`. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  readonly projectDirectory: string | undefined;
}

export interface KustomizeDeploys {
  readonly tool: 'kustomize';
  /** The URI of the kustomization file. */
  readonly kustomization: string;
}

/** An environment as the configuration file declares it; paths are URIs. */
export interface DeclaredEnvironment {
  readonly name: string;
  readonly kind: EnvironmentKind | undefined;
  readonly compose: Omit<ComposeDeploys, 'tool'> | undefined;
  /** The folder or the file of a kustomization. */
  readonly kustomize: string | undefined;
}
