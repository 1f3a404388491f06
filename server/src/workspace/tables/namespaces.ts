/** Namespaces and what is known of them. */
import { isUndecided } from '../../model/namespace-labels.ts';
import { defineTable } from '../table.ts';

export interface NamespaceRow {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Key: the name; every Namespace also stands under `*`. */
export const namespaces = defineTable<NamespaceRow>({
  name: 'namespaces',
  kinds: ['core/Namespace'],
  *rows(resource) {
    const row = { name: resource.name, labels: resource.cursor.get('metadata').get('labels').stringMap() };
    yield [resource.name, row];
    yield ['*', row];
  },
});

/** Present when some Namespace of the files says that it is in the mesh. Key: empty. */
export const meshNamespaces = defineTable<{ readonly name: string }>({
  name: 'meshNamespaces',
  kinds: ['core/Namespace'],
  *rows(resource) {
    if (!isUndecided(resource.cursor.get('metadata').get('labels').stringMap())) {
      yield ['', { name: resource.name }];
    }
  },
});
