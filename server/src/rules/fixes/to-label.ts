/** The fix that makes a label of an annotation at the same object. */
import { remove } from '../../yaml/plan/operation.ts';
import type { FixDefinition } from '../define-rule.ts';
import { setMetadata, suggestion } from './forms.ts';

/** The finding's data holds `name`, and `metadata`: the path of the map that has the annotations. */
export const toLabel: FixDefinition = suggestion(({ data, at }, { resource }) => {
  const name = String(data['name']);
  const value = resource.cursor.at(at.path).string();
  if (value === undefined) return [];
  const operations = [
    setMetadata(String(data['metadata']), 'labels', name, value),
    remove(at.path, 'remove'),
  ];
  return [{ title: `Make "${name}" a label`, operations }];
});
