/** A page's data with a difference taken in. */
import type { Item, ToPage } from './messages.ts';

export interface Patchable {
  readonly revision: number;
  readonly head: unknown;
  readonly items: readonly Item[];
  readonly labels: ReadonlyMap<string, string>;
}

export function patched<Data extends Patchable>(
  old: Data,
  message: Extract<ToPage, { type: 'difference' }>,
): Data {
  const items = new Map(old.items.map((item) => [item.id, item]));
  for (const id of message.gone) items.delete(id);
  for (const item of message.put) items.set(item.id, item);
  const labels = new Map(old.labels);
  for (const id of message.lostLabels) labels.delete(id);
  for (const [id, label] of message.labels) labels.set(id, label);
  const { order } = message;
  return {
    ...old,
    revision: message.revision,
    head: 'head' in message ? message.head : old.head,
    items: order === undefined ? [...items.values()] : order.flatMap((id) => items.get(id) ?? []),
    labels,
  };
}
