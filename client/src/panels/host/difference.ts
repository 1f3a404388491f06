/** What has changed between two answers, as a message to the page that has the first. */
import type { Item, ToPage } from '../../../webview/shared/messages.ts';

export interface Sent {
  readonly revision: number;
  readonly head: unknown;
  readonly items: readonly Item[];
  readonly labels: ReadonlyMap<string, string>;
}

export function wholeOf({ revision, head, items, labels }: Sent): ToPage {
  return { type: 'data', revision, head, items, labels: [...labels] };
}

/** Undefined when the page sees no difference. */
export function differenceOf(before: Sent, after: Omit<Sent, 'revision'>): ToPage | undefined {
  const old = new Map(before.items.map((item) => [item.id, JSON.stringify(item)]));
  const ids = new Set(after.items.map(({ id }) => id));
  const put = after.items.filter((item) => old.get(item.id) !== JSON.stringify(item));
  const gone = [...old.keys()].filter((id) => !ids.has(id));
  const isSameOrder =
    before.items.length === after.items.length &&
    before.items.every(({ id }, index) => after.items[index]?.id === id);
  const isSameHead = JSON.stringify(before.head) === JSON.stringify(after.head);
  const labels = [...after.labels].filter(([id, label]) => before.labels.get(id) !== label);
  const lostLabels = [...before.labels.keys()].filter((id) => !after.labels.has(id));
  const isSame =
    put.length + gone.length + labels.length + lostLabels.length === 0 && isSameOrder && isSameHead;
  if (isSame) return undefined;
  return {
    type: 'difference',
    base: before.revision,
    revision: before.revision + 1,
    ...(!isSameHead && { head: after.head }),
    put,
    gone,
    ...(!isSameOrder && { order: after.items.map(({ id }) => id) }),
    labels,
    lostLabels,
  };
}
