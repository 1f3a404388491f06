/**
 * Secrets, and objects that make one. Key: `namespace/name`; every one also stands under its namespace, and under `* name`; those
 * whose namespace nobody wrote under `?` too.
 */
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import { secrets as model } from '../../model/secret.ts';
import { defineTable } from '../table.ts';

export interface SecretRow {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[] | undefined;
  /** Nobody wrote the namespace: it may land in any. */
  readonly isOpen?: true;
}

export const secrets = defineTable<SecretRow>({
  name: 'secrets',
  kinds: model.kinds,
  *rows(resource) {
    const { namespace } = resource;
    for (const { secretName, keys } of resource.facts(model)) {
      const row = {
        name: secretName,
        namespace,
        keys,
        ...(isInOpenNamespace(resource) && { isOpen: true as const }),
      };
      yield [`${namespace}/${secretName}`, row];
      yield [namespace, row];
      yield [`* ${secretName}`, row];
      if (row.isOpen === true) yield ['?', row];
    }
  },
});
