import { type Gvk, groupVersion } from './gvk.ts';

/** Which kinds belong to the whole cluster, as far as Kustomize knows. */
export interface Scopes {
  isClusterScoped(gvk: Gvk): boolean;
}

/**
 * Kinds without namespace by group and version: the built-in ones of the Kubernetes version whose schema Kustomize
 * carries (1.21). It takes every other kind for one that lives in a namespace.
 */
const CLUSTER_SCOPED: Readonly<Record<string, string>> = {
  v1: 'ComponentStatus Namespace Node NodeProxyOptions PersistentVolume',
  'admissionregistration.k8s.io/v1': 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1beta1': 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'apiregistration.k8s.io/v1beta1': 'APIService',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'IngressClass',
  'networking.k8s.io/v1beta1': 'IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1beta1': 'PodSecurityPolicy',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1beta1': 'ClusterRole ClusterRoleBinding',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode StorageClass VolumeAttachment',
  'storage.k8s.io/v1beta1': 'CSIDriver CSINode StorageClass VolumeAttachment',
};

const KNOWN = new Set(
  Object.entries(CLUSTER_SCOPED).flatMap(([apiVersion, kinds]) =>
    kinds.split(' ').map((kind) => keyOf({ ...groupVersion(apiVersion), kind })),
  ),
);

function keyOf({ group, version, kind }: Gvk): string {
  return `${group}/${version}/${kind}`;
}

/** The scopes of the built-in kinds. */
export const BUILT_IN_SCOPES: Scopes = { isClusterScoped: (gvk) => KNOWN.has(keyOf(gvk)) };
