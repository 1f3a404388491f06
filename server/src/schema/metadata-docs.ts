/** Hover texts for the parts that every Kubernetes object has, by path. */

export const OBJECT_DOCS_URL =
  'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/';

export const METADATA_DOCS: Readonly<Record<string, string>> = {
  apiVersion: 'API group and version, `group/version`. Together with `kind` it decides which schema applies.',
  kind: 'Type of the object. Two groups may use one name (`Gateway`), so read it together with `apiVersion`.',
  metadata: 'Identity of the object: name, namespace, labels, annotations.',
  'metadata.name':
    'Name of the object, unique for its kind in its namespace. Lower case letters, digits, `-` and `.`; at most 253 characters.',
  'metadata.namespace':
    'Namespace of the object. For Istio it decides more than ownership: short host names are completed with it, and in the root namespace many kinds apply to the whole mesh.',
  'metadata.labels':
    'Key-value pairs for selecting objects. Values are strings: put numbers and `true` in quotes. Istio reads some, such as `istio.io/rev`.',
  'metadata.annotations':
    'Key-value pairs that tools read but nothing selects by. Values are strings: put numbers and `true` in quotes.',
  'metadata.generateName':
    'Prefix from which the API server makes a unique name when `name` is absent. Works with `kubectl create` only.',
  'metadata.finalizers':
    'Names of clean-up steps that must be done before the object disappears. Controllers maintain them.',
  'metadata.ownerReferences':
    'Objects this one belongs to. When all of them are gone, this one is collected too.',
  'metadata.ownerReferences[].apiVersion': 'API group and version of the owner.',
  'metadata.ownerReferences[].kind': 'Kind of the owner.',
  'metadata.ownerReferences[].name': 'Name of the owner, in the same namespace or cluster scoped.',
  'metadata.ownerReferences[].uid':
    'Identity of the owner as the API server gave it; a name alone does not count.',
  'metadata.ownerReferences[].controller': 'True for the one owner that manages this object.',
  'metadata.ownerReferences[].blockOwnerDeletion':
    'Keeps the owner until this object is gone when the owner is deleted in the foreground.',
  'metadata.uid': 'Identity over time, given by the API server. Leave it out of manifests.',
  'metadata.resourceVersion':
    'State of the object when it was read; a write with an old one is refused. Leave it out of manifests.',
  'metadata.generation': 'Counter of changes to the specification, written by the API server.',
  'metadata.creationTimestamp': 'When the object was created, written by the API server.',
  'metadata.deletionTimestamp': 'When deletion was asked for, written by the API server.',
  'metadata.deletionGracePeriodSeconds':
    'Seconds between the request to delete and removal, written by the API server.',
  'metadata.selfLink': 'Not used any more.',
  'metadata.managedFields': 'Who set which field, kept by the API server. Leave it out of manifests.',
  spec: 'What you ask for.',
  status: 'What controllers report back. Written in the cluster; a manifest need not have it.',
};
