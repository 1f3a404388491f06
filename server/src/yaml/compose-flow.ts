/** Flow collections (`{…}`, `[…]`, JSON) of the concrete syntax tree as nodes. */
import type { CST } from 'yaml';
import { checkKeyLength, composeKey, type NodeParts } from './compose-key.ts';
import { MapBuilder } from './map-builder.ts';
import type { YamlItem, YamlMap, YamlSeq } from './node.ts';
import { type Lead, readEnd, readLead } from './read-lead.ts';
import type { Placed, Reading } from './reading.ts';

export function composeFlow(
  reading: Reading,
  token: CST.FlowCollection,
  parts: NodeParts,
): YamlMap | YamlSeq {
  reading.size++;
  const isMap = token.start.source === '{';
  const builder = new MapBuilder(reading, token.offset + 1);
  const items: YamlItem[] = [];
  let end = token.offset + 1;
  for (const [index, item] of token.items.entries()) {
    const lead = readItemLead(reading, token, index, end);
    end = Math.max(end, lead.end);
    if (lead.found === undefined && item.sep === undefined && !item.value && !lead.anchor && !lead.tag)
      continue;
    if (!isMap && item.sep === undefined && lead.found === undefined) {
      const value = item.value
        ? parts.node(reading, item.value, lead)
        : { node: parts.empty(reading, lead, lead.end) };
      items.push(value.via === undefined ? { value: value.node } : { value: value.node, via: value.via });
      end = Math.max(end, (value.via ?? value.node).end);
      continue;
    }
    const pairs = isMap ? builder : new MapBuilder(reading, lead.end);
    composePair(reading, item, lead, { parts, pairs });
    end = Math.max(end, pairs.end);
    if (!isMap) {
      reading.size++;
      const entries = pairs.entries();
      const start = entries[0]?.key.start ?? lead.end;
      items.push({ value: { kind: 'map', start, end: pairs.end, flow: true, entries } });
    }
  }
  end = readClose(reading, token, end);
  const { offset: start } = token;
  return isMap
    ? { kind: 'map', start, end, flow: true, entries: builder.entries() }
    : { kind: 'seq', start, end, flow: true, items };
}

/** What stands before an item, with the problems of its commas. */
function readItemLead(reading: Reading, token: CST.FlowCollection, index: number, offset: number): Lead {
  const { start, key, sep, value } = token.items[index] ?? { start: [] };
  const lead = readLead(reading, start, {
    indicator: 'explicit-key-ind',
    offset: sep?.[0]?.offset ?? offset,
    isFlow: true,
    startsLine: false,
  });
  if (index > 0 && lead.comma && endsPlain(token.items[index - 1]))
    checkFlowTab(reading, token, lead.comma.offset);
  const isEmpty = lead.found === undefined && sep === undefined && !value && !lead.anchor && !lead.tag;
  const { comma } = lead;
  if (comma !== undefined && (index === 0 || (isEmpty && index < token.items.length - 1))) {
    reading.problems.syntax(comma.offset, comma.offset + 1, 'unexpected ","');
  } else if (comma === undefined && index > 0 && !isEmpty) {
    const at = key?.offset ?? sep?.[0]?.offset ?? value?.offset ?? lead.end;
    reading.problems.syntax(at, at + 1, 'missing "," before this item');
  }
  return lead;
}

function endsPlain(item: CST.CollectionItem | undefined): boolean {
  return (item?.value ?? (item?.sep === undefined ? item?.key : undefined))?.type === 'scalar';
}

/** Behind plain text a line may not start with a tab, not even one that goes on with the comma. */
function checkFlowTab(reading: Reading, flow: CST.FlowCollection, comma: number): void {
  let start = comma;
  while (' \t\r\n'.includes(reading.text.charAt(start - 1))) start--;
  const tab = reading.text.slice(start, comma).indexOf('\n\t');
  if (tab >= 0 && flow.offset > 0) reading.problems.add('tab-indentation', start + tab + 1, start + tab + 2);
}

function composePair(
  reading: Reading,
  item: CST.CollectionItem,
  lead: Lead,
  { parts, pairs }: { readonly parts: NodeParts; readonly pairs: MapBuilder },
): void {
  const key = composeKey(reading, item.key, lead, parts.node);
  const valueLead = readLead(reading, item.sep ?? [], {
    indicator: 'map-value-ind',
    offset: key.end,
    isFlow: true,
    startsLine: false,
  });
  const colon = valueLead.found;
  // A missing key is a problem already; it would only read as an unknown field.
  const add = (value: Placed): void => {
    if (key.start < key.end) pairs.add(key, value);
  };
  if (colon !== undefined && lead.found === undefined) checkKeyLength(reading, key, colon.offset);
  if (!item.value) {
    add({
      node:
        colon === undefined
          ? reading.nullScalar(key.end, key.end)
          : parts.empty(reading, valueLead, colon.offset + 1),
    });
    return;
  }
  if (colon === undefined) {
    const detail = 'missing "," or ": " before this value';
    reading.problems.syntax(item.value.offset, item.value.offset + 1, detail);
  }
  const split = item.value.type === 'block-map' ? splitMissingComma(item.value) : undefined;
  if (split === undefined) {
    add(parts.node(reading, item.value, valueLead));
    return;
  }
  add(parts.node(reading, split.value, valueLead));
  const { offset, source } = split.key;
  reading.problems.syntax(offset, offset + source.length, 'missing "," before this key');
  for (const next of [{ ...split.item, key: split.key }, ...split.rest]) {
    const nextLead: Lead = { ...lead, anchor: undefined, tag: undefined, found: undefined, end: offset };
    composePair(reading, next, nextLead, { parts, pairs });
  }
}

/**
 * `a: 1 b: 2` with the comma forgotten reads as plain text `1 b` that is a key itself: the last word, or the last
 * line, is the key that was meant.
 */
function splitMissingComma(map: CST.BlockMap):
  | {
      readonly value: CST.FlowScalar;
      readonly key: CST.FlowScalar;
      readonly item: CST.CollectionItem;
      readonly rest: readonly CST.CollectionItem[];
    }
  | undefined {
  const [item, ...rest] = map.items;
  const token = item?.key;
  if (item === undefined || token?.type !== 'scalar') return undefined;
  const keyStart = lastWordStart(token.source);
  const value = token.source.slice(0, keyStart).trimEnd();
  if (value === '') return undefined;
  const key = token.source.slice(keyStart);
  const offset = token.offset + keyStart;
  const type = key[0] === '"' ? 'double-quoted-scalar' : key[0] === "'" ? 'single-quoted-scalar' : 'scalar';
  return {
    value: { type: 'scalar', offset: token.offset, indent: token.indent, source: value },
    key: { type, offset, indent: token.indent, source: key },
    item,
    rest,
  };
}

/** Offset behind the collection. An unclosed one is marked where it is opened: that is what a person has to find. */
function readClose(reading: Reading, token: CST.FlowCollection, end: number): number {
  const opened = token.start.source;
  const [close, ...rest] = token.end;
  if (close?.source === (opened === '{' ? '}' : ']')) {
    readEnd(reading, rest);
    return close.offset + 1;
  }
  const detail =
    close?.type === 'flow-map-end' || close?.type === 'flow-seq-end'
      ? `"${opened}" is closed by "${close.source}"`
      : `"${opened}" is never closed`;
  reading.problems.syntax(token.offset, token.offset + 1, detail);
  const last = close === undefined ? end : close.offset + close.source.length;
  return Math.min(Math.max(end, last), reading.source.length);
}

/** Where the last word of a plain text begins: a quoted one may hold blanks. 0 when it is the only one. */
function lastWordStart(text: string): number {
  if (/\s$/.test(text)) return 0;
  const last = text.charAt(text.length - 1);
  const quote = last === '"' || last === "'" ? text.lastIndexOf(last, text.length - 2) : -1;
  if (quote > 0 && /\s/.test(text.charAt(quote - 1))) return quote;
  let at = text.length;
  while (at > 0 && !/\s/.test(text.charAt(at - 1))) at--;
  return at;
}
