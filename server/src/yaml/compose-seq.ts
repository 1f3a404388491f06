/** Block lists of the concrete syntax tree as nodes. */
import type { CST } from 'yaml';
import type { NodeParts } from './compose-key.ts';
import { Foster } from './foster.ts';
import type { YamlItem, YamlNode, YamlSeq } from './node.ts';
import { readLead } from './read-lead.ts';
import type { Placed, Reading } from './reading.ts';

export function composeBlockSeq(reading: Reading, token: CST.BlockSequence, parts: NodeParts): YamlSeq {
  reading.size++;
  const items: YamlItem[] = [];
  const foster = new Foster(reading);
  let end = token.offset;
  for (const { start, value } of token.items) {
    const lead = readLead(reading, start, {
      indicator: 'seq-item-ind',
      offset: end,
      isFlow: false,
      startsLine: true,
    });
    const dash = lead.found;
    if (dash === undefined && value === undefined) continue;
    const item: Placed = value
      ? parts.node(reading, value, lead)
      : { node: parts.empty(reading, lead, (dash?.offset ?? lead.end) + 1) };
    const place = item.via ?? item.node;
    end = Math.max(end, place.end);
    if (dash === undefined) {
      reading.problems.syntax(
        place.start,
        firstLineEnd(reading, place),
        'indentation fits neither the list nor its last item',
      );
      if (adoptAll(foster, items, item.node)) continue;
    }
    settleItem(foster, items);
    items.push(item.via === undefined ? { value: item.node } : { value: item.node, via: item.via });
  }
  settleItem(foster, items);
  return { kind: 'seq', start: token.offset, end, flow: false, items };
}

function adoptAll(foster: Foster, items: readonly YamlItem[], node: YamlNode): boolean {
  const last = items.at(-1);
  if (node.kind !== 'map' || node.flow || last?.via !== undefined) return false;
  return node.entries.every(({ key, value, via }) =>
    foster.adopt(last?.value, key, via === undefined ? { node: value } : { node: value, via }),
  );
}

function settleItem(foster: Foster, items: YamlItem[]): void {
  const grown = foster.settle();
  if (grown === undefined) return;
  items.pop();
  items.push({ value: grown });
}

function firstLineEnd(reading: Reading, range: { readonly start: number; readonly end: number }): number {
  const newline = reading.text.slice(range.start, range.end).search(/[\r\n]/);
  return newline < 0 ? Math.max(range.end, range.start + 1) : range.start + newline;
}
