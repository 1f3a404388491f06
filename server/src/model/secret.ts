/** Secret facts, and what stands for one: names and keys only, never values. */
import type { KindId } from '../base/kind-id.ts';
import type { Model } from './resource.ts';

export interface SecretFacts {
  /** Name of the Secret that exists once this object is applied. */
  readonly secretName: string;
  /** Keys of its data, when the object is the Secret itself. */
  readonly keys: readonly string[] | undefined;
}

export const SECRET_KINDS: readonly KindId[] = [
  'core/Secret',
  'cert-manager.io/Certificate',
  'external-secrets.io/ExternalSecret',
  'bitnami.com/SealedSecret',
  'secrets-store.csi.x-k8s.io/SecretProviderClass',
];

export const secret: Model<SecretFacts> = {
  kinds: SECRET_KINDS,
  build(resource) {
    const { spec, cursor, name, kindId } = resource;
    if (kindId === 'cert-manager.io/Certificate') {
      return { secretName: spec.get('secretName').string() ?? name, keys: undefined };
    }
    if (kindId === 'external-secrets.io/ExternalSecret') {
      return { secretName: spec.get('target').get('name').string() ?? name, keys: undefined };
    }
    if (kindId === 'secrets-store.csi.x-k8s.io/SecretProviderClass') {
      const first = spec.get('secretObjects').items()[0];
      return { secretName: first?.get('secretName').string() ?? name, keys: undefined };
    }
    if (kindId === 'bitnami.com/SealedSecret') {
      return {
        secretName: spec.get('template').get('metadata').get('name').string() ?? name,
        keys: undefined,
      };
    }
    const keys = [...cursor.get('data').entries(), ...cursor.get('stringData').entries()];
    return { secretName: name, keys: keys.map((entry) => entry.key) };
  },
};
