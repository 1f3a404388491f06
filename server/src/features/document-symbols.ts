/** The outline of a file: one symbol per resource, with the sections of its spec inside. */
import { kindName } from '../base/kind-id.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { partIn, rangeInObject } from '../model/document-part.ts';
import { EMBEDDING_KINDS, embeddedDocuments } from '../model/embedded-documents.ts';
import type { WrittenResource } from '../model/resource.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { findEntry, locatePath } from '../yaml/navigate.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { entryDetail, firstLine, itemDetail, target } from './symbol-detail.ts';

export interface DocumentSymbol {
  readonly name: string;
  /** Beside the name: the API version of a resource, the name behind a kind, the value of a scalar. */
  readonly detail?: string;
  readonly kind: 'resource' | 'name' | 'section' | 'list' | 'item' | 'value';
  /** The whole of it, in file offsets. */
  readonly range: OffsetRange;
  /** What to select when jumping to it; inside `range`. */
  readonly selectionRange: OffsetRange;
  readonly children: readonly DocumentSymbol[];
}

export interface OutlineOptions {
  /**
   * The kind is a symbol of its own around the name, for editors that keep the first line of every symbol in sight
   * while what is inside is scrolled (VS Code's sticky scroll): one symbol can show one line.
   */
  readonly kindAroundName: boolean;
}

export function documentSymbols(
  snapshot: Snapshot,
  uri: string,
  { kindAroundName }: OutlineOptions = { kindAroundName: false },
): readonly DocumentSymbol[] {
  return snapshot.resources(uri).map((slot) => {
    const symbol = resourceSymbol(slot);
    return (kindAroundName ? divided(slot, symbol) : undefined) ?? symbol;
  });
}

/** Sections below `spec` are shown this deep; what is deeper is read in the text. */
const MAX_DEPTH = 5;

/** `VirtualService shop/checkout`; the namespace only when it is written. */
function resourceSymbol(slot: Slot): DocumentSymbol {
  const { resource, origin } = slot;
  const { root } = resource;
  const name = resource.isNamespaceWritten ? `${resource.namespace}/${resource.name}` : resource.name;
  const nameNode = findEntry(findEntry(root, 'metadata')?.value, 'name')?.value;
  const kindNode = findEntry(root, 'kind')?.value;
  const spec = findEntry(root, 'spec')?.value;
  const texts = embeddedSymbols(resource);
  const place = [nameNode, kindNode].find((node) => node !== undefined && isInside(node, root)) ?? root;
  const outline = new Outline(texts);
  const ofSpec = spec === undefined || !isInside(spec, root) ? [] : outline.childrenOf(spec, 1);
  const others = [...texts.values()].filter(({ range }) => spec === undefined || !isInside(range, spec));
  const children = [...ofSpec, ...others].sort((a, b) => a.range.start - b.range.start);
  return placed(
    {
      name: `${kindNode?.kind === 'scalar' ? kindNode.text : ''} ${name}`.trim(),
      detail: resource.apiVersion,
      kind: 'resource',
      range: rangeOf(root),
      selectionRange: rangeOf(place),
      children,
    },
    (range) => origin.placeRange(range) ?? origin.extent,
  );
}

/** Keys that may stand above the name. */
const HEAD_KEYS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** Undefined where the name does not stand below the kind, or something else above it. */
function divided({ resource, origin }: Slot, symbol: DocumentSymbol): DocumentSymbol | undefined {
  const { root } = resource;
  const kind = findEntry(root, 'kind');
  const metadata = findEntry(root, 'metadata');
  if (root.kind !== 'map' || root.flow || kind === undefined || metadata === undefined) return undefined;
  if (kind.value.kind !== 'scalar' || findEntry(metadata.value, 'name') === undefined) return undefined;
  const isHead = ({ key }: YamlEntry) => HEAD_KEYS.has(key.text) || key.start > metadata.key.start;
  if (kind.key.start > metadata.key.start || !root.entries.every(isHead)) return undefined;
  const selectionRange = origin.placeRange({ start: kind.key.start, end: kind.value.end });
  const start = origin.placeRange(metadata.key)?.start;
  const { text } = kind.value;
  const name = symbol.name.slice(text.length).trim();
  if (selectionRange === undefined || start === undefined || text === '' || name === '') return undefined;
  const range = { start, end: symbol.range.end };
  if (!isInside(selectionRange, symbol.range) || !isInside(symbol.selectionRange, range)) return undefined;
  const children = symbol.children.map((child) => within(child, range));
  return {
    ...symbol,
    name: text,
    detail: name,
    selectionRange,
    children: [{ ...symbol, name, kind: 'name', range, children }],
  };
}

/** What is written in another file stands for the whole object here, and now for this part. */
function within(symbol: DocumentSymbol, range: OffsetRange): DocumentSymbol {
  if (isInside(symbol.range, range)) return symbol;
  const selectionRange = isInside(symbol.selectionRange, range) ? symbol.selectionRange : range;
  return { ...symbol, range, selectionRange };
}

/** Aliases bring in nodes that stand elsewhere. */
function isInside(inner: OffsetRange, outer: OffsetRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** YAML in scalars, by the scalar: a symbol with the outline of the text, in the offsets of the object's document. */
function embeddedSymbols(resource: WrittenResource): ReadonlyMap<YamlNode, DocumentSymbol> {
  const symbols = new Map<YamlNode, DocumentSymbol>();
  if (!EMBEDDING_KINDS.includes(resource.kindId)) return symbols;
  for (const embedded of resource.facts(embeddedDocuments)) {
    const found = locatePath(resource.root, embedded.path);
    if (found?.entry === undefined || found.via !== undefined || embedded.document.root === undefined)
      continue;
    const part = partIn(embedded, embedded.path);
    const { key, value } = found.entry;
    const inner = new Outline(new Map()).childrenOf(embedded.document.root, 1);
    symbols.set(value, {
      name: key.text,
      detail: kindName(embedded.message),
      kind: 'section',
      range: { start: key.start, end: value.end },
      selectionRange: rangeOf(key),
      children: inner.map((symbol) => placed(symbol, (range) => rangeInObject(resource, part, range))),
    });
  }
  return symbols;
}

class Outline {
  readonly #embedded: ReadonlyMap<YamlNode, DocumentSymbol>;

  /** @param embedded symbols of scalars that hold YAML */
  constructor(embedded: ReadonlyMap<YamlNode, DocumentSymbol>) {
    this.#embedded = embedded;
  }

  childrenOf(node: YamlNode, depth: number): readonly DocumentSymbol[] {
    if (depth > MAX_DEPTH || node.kind === 'scalar') return [];
    if (node.kind === 'map') {
      return node.entries
        .filter((entry) => entry.overridden !== true && entry.merged !== true)
        .map((entry) => this.#embedded.get(entry.value) ?? this.#entry(entry, depth));
    }
    return node.items
      .filter((item) => item.via === undefined && item.value.kind !== 'scalar')
      .map((item, index) => this.#item(item.value, index, depth));
  }

  #entry({ key, value, via }: YamlEntry, depth: number): DocumentSymbol {
    const end = Math.max(key.end, via?.end ?? value.end);
    const isScalar = value.kind === 'scalar';
    const detail = entryDetail(key.text, value);
    return {
      name: key.text === '' ? '""' : key.text,
      ...(detail === '' ? {} : { detail }),
      kind: isScalar ? 'value' : value.kind === 'seq' ? 'list' : 'section',
      range: { start: key.start, end },
      selectionRange: rangeOf(key),
      children: via === undefined ? this.childrenOf(value, depth + 1) : [],
    };
  }

  /** Items are called by what names them, else by their position. */
  #item(node: YamlNode, index: number, depth: number): DocumentSymbol {
    const entries = node.kind === 'map' ? node.entries : [];
    const namings = [...NAMING_KEYS.map((key) => findEntry(node, key)), serverName(node)];
    const naming = namings.find((entry) => entry !== undefined);
    const label = naming?.value.kind === 'scalar' ? firstLine(naming.value.text) : target(node);
    const position = label === '' ? '' : `[${index}]`;
    const detail = [position, itemDetail(node)].filter((part) => part !== '').join(' ');
    return {
      name: label === '' ? `[${index}]` : label,
      ...(detail === '' ? {} : { detail }),
      kind: 'item',
      range: rangeOf(node),
      selectionRange: { start: node.start, end: Math.min(node.end, entries[0]?.key.end ?? node.end) },
      children: this.childrenOf(node, depth + 1),
    };
  }
}

const NAMING_KEYS = ['name', 'host', 'applyTo', 'issuer'];

/** Servers of gateways are known by their ports. */
function serverName(node: YamlNode): YamlEntry | undefined {
  return findEntry(findEntry(node, 'port')?.value, 'name');
}

function rangeOf(node: { readonly start: number; readonly end: number }): OffsetRange {
  return { start: node.start, end: node.end };
}

function placed(symbol: DocumentSymbol, place: (range: OffsetRange) => OffsetRange): DocumentSymbol {
  return {
    ...symbol,
    range: place(symbol.range),
    selectionRange: place(symbol.selectionRange),
    children: symbol.children.map((child) => placed(child, place)),
  };
}
