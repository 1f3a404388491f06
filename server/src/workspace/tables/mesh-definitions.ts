/** Definitions of objects that configure the mesh, shadowed ones included, for who asks how a folder is kept. Key: empty. */
import { groupName } from '../../base/kind-id.ts';
import { OWN_GROUPS } from '../../model/known-kinds.ts';
import { defineTable } from '../table.ts';
import { DEFINED_KINDS } from './definitions.ts';

export const meshDefinitions = defineTable<{ readonly key: string }>({
  name: 'meshDefinitions',
  kinds: DEFINED_KINDS.filter((kind) => OWN_GROUPS.includes(groupName(kind))),
  definitions: 'all',
  *rows({ key, name }) {
    if (name !== '') yield ['', { key }];
  },
});
