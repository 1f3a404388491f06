/** Secrets, and objects that make one. Key: `namespace/name`; every one also stands under its namespace. */
import { SECRET_KINDS, secret } from '../../model/secret.ts';
import { defineTable } from '../table.ts';

export interface SecretRow {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[] | undefined;
}

export const secrets = defineTable<SecretRow>({
  name: 'secrets',
  kinds: SECRET_KINDS,
  *rows(resource) {
    const facts = resource.facts(secret);
    const row = { name: facts.secretName, namespace: resource.namespace, keys: facts.keys };
    yield [`${resource.namespace}/${facts.secretName}`, row];
    yield [resource.namespace, row];
  },
});
