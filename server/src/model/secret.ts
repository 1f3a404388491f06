/** Secret facts, and what stands for one: names and keys only, never values. */

import type { KindId } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import type { Cursor } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface SecretFacts {
  /** Name of the Secret that exists once this object is applied. */
  readonly secretName: string;
  /** Keys of its data, when the object is the Secret itself. */
  readonly keys: readonly string[] | undefined;
}

/** Secrets, and objects that are nothing but an order for one. */
export const SECRET_KINDS: readonly KindId[] = [
  'core/Secret',
  'cert-manager.io/Certificate',
  'external-secrets.io/ExternalSecret',
  'bitnami.com/SealedSecret',
  'secrets-store.csi.x-k8s.io/SecretProviderClass',
  'external-secrets.io/PushSecret',
  'secrets.hashicorp.com/VaultStaticSecret',
  'secrets.hashicorp.com/VaultDynamicSecret',
  'secrets.hashicorp.com/VaultPKISecret',
  'secrets.infisical.com/InfisicalSecret',
  'onepassword.com/OnePasswordItem',
];

/** One of them makes cert-manager write a certificate for each Secret that the object uses. */
const ISSUER_ANNOTATIONS: readonly string[] = [
  'cert-manager.io/issuer',
  'cert-manager.io/cluster-issuer',
  'kubernetes.io/tls-acme',
];

type Names = (resource: Resource) => readonly (string | undefined)[];

const MADE_FOR: Readonly<Record<KindId, Names>> = {
  'cert-manager.io/Certificate': ({ spec, name }) => [spec.get('secretName').string() ?? name],
  'external-secrets.io/ExternalSecret': ({ spec, name }) => [spec.get('target').get('name').string() ?? name],
  'bitnami.com/SealedSecret': ({ spec, name }) => [
    spec.get('template').get('metadata').get('name').string() ?? name,
  ],
  'secrets-store.csi.x-k8s.io/SecretProviderClass': ({ spec, name }) => {
    const objects = spec.get('secretObjects').items();
    return objects.length === 0 ? [name] : objects.map((item) => item.get('secretName').string());
  },
  'external-secrets.io/PushSecret': ({ spec, name }) => [
    spec.get('selector').get('secret').get('name').string() ?? name,
  ],
  'secrets.hashicorp.com/VaultStaticSecret': ofVault,
  'secrets.hashicorp.com/VaultDynamicSecret': ofVault,
  'secrets.hashicorp.com/VaultPKISecret': ofVault,
  'secrets.infisical.com/InfisicalSecret': ({ spec, name }) => [
    spec.get('managedSecretReference').get('secretName').string() ?? name,
  ],
  'onepassword.com/OnePasswordItem': ({ name }) => [name],
  'gateway.networking.k8s.io/Gateway': (resource) =>
    hasIssuer(resource)
      ? resource.spec
          .get('listeners')
          .items()
          .flatMap((listener) => listener.get('tls').get('certificateRefs').items())
          .filter((reference) => isOwn(reference, resource))
          .map((reference) => reference.get('name').string())
      : [],
  'networking.k8s.io/Ingress': (resource) =>
    hasIssuer(resource)
      ? resource.spec
          .get('tls')
          .items()
          .map((item) => item.get('secretName').string())
      : [],
};

function ofVault({ spec, name }: Resource): readonly string[] {
  return [spec.get('destination').get('name').string() ?? name];
}

/** Every Secret that exists because of the object, in its namespace. */
export const secrets: Model<readonly SecretFacts[]> = {
  kinds: [...SECRET_KINDS, 'gateway.networking.k8s.io/Gateway', 'networking.k8s.io/Ingress'],
  build(resource) {
    const made = lookUp(MADE_FOR, resource.kindId);
    if (made === undefined) return [{ secretName: resource.name, keys: dataKeys(resource) }];
    return made(resource).flatMap((secretName) =>
      secretName === undefined || secretName === '' ? [] : [{ secretName, keys: undefined }],
    );
  },
};

function dataKeys({ cursor }: Resource): readonly string[] {
  return [...cursor.get('data').entries(), ...cursor.get('stringData').entries()].map(({ key }) => key);
}

function isOwn(reference: Cursor, { namespace }: Resource): boolean {
  return (reference.get('namespace').string() ?? namespace) === namespace;
}

function hasIssuer({ cursor }: Resource): boolean {
  const annotations = cursor.get('metadata').get('annotations');
  return ISSUER_ANNOTATIONS.some((name) => (annotations.get(name).string() ?? '') !== '');
}
