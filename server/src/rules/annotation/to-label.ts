/** The fix that makes a label of an annotation at the same object. */
import { childPath } from '../../base/node-path.ts';
import { insertEntry, removeEntry } from '../../yaml/edit.ts';
import { locatePath } from '../../yaml/navigate.ts';
import type { FixDefinition } from '../define-rule.ts';

/** The finding's data holds `name`, and `metadata`: the path of the map that has the annotations. */
export const toLabel: FixDefinition = {
  kind: 'suggestion',
  build(ctx, { data, at }) {
    const { document } = ctx.resource;
    const name = String(data['name']);
    const metadata = String(data['metadata']);
    const value = ctx.resource.cursor.at(at.path).string();
    if (value === undefined) return [];
    const labels = ctx.resource.documentPath(childPath(metadata, 'labels'));
    const added =
      locatePath(document.root, labels)?.complete === true
        ? insertEntry(document, labels, name, value)
        : insertEntry(document, ctx.resource.documentPath(metadata), 'labels', { [name]: value });
    const removed = removeEntry(document, ctx.resource.documentPath(at.path));
    if (added === undefined || removed === undefined) return [];
    return [
      { title: `Make "${name}" a label`, edits: [{ resource: ctx.self, edits: [...removed, ...added] }] },
    ];
  },
};
