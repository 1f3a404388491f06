/** Edits of one document's text, in its offsets, that keep everything else: comments, order, quoting, line breaks. */
export { appendItem, insertEntry } from './edit-insert.ts';
export { insertItem, moveItem } from './edit-move.ts';
export { removeEntry, removeItem } from './edit-remove.ts';
export { renameKey, setScalar, setScalarText } from './edit-scalar.ts';
export { setValue } from './edit-set.ts';
