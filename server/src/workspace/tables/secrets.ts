/** Secrets, and objects that make one. Key: `namespace/name`; every one also stands under its namespace, and under `* name`. */
import { secrets as model } from '../../model/secret.ts';
import { defineTable } from '../table.ts';

export interface SecretRow {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[] | undefined;
}

export const secrets = defineTable<SecretRow>({
  name: 'secrets',
  kinds: model.kinds,
  *rows(resource) {
    const { namespace } = resource;
    for (const { secretName, keys } of resource.facts(model)) {
      const row = { name: secretName, namespace, keys };
      yield [`${namespace}/${secretName}`, row];
      yield [namespace, row];
      yield [`* ${secretName}`, row];
    }
  },
});
