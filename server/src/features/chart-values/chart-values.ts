/**
 * `.Values.image.tag` in a template of a chart: the keys under the cursor, and where values files hold them. A chart inside
 * another one gets what the outer one's values say under its name, and `global`.
 */
import { parentUri } from '../../base/canonical-uri.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { findEntry } from '../../yaml/navigate.ts';
import type { YamlEntry, YamlFile, YamlNode } from '../../yaml/node.ts';
import { readWhole } from '../../yaml/read-whole.ts';

export interface ValuesPath {
  /** Up to the one under the cursor, which may be unfinished. */
  readonly keys: readonly string[];
  /** Of that one, in the file; empty behind a dot. */
  readonly range: OffsetRange;
}

export interface FoundValue {
  readonly uri: string;
  readonly entry: YamlEntry;
  /** Offset in the file of the offsets of the entry. */
  readonly start: number;
}

/** Longer actions are not looked into. */
const LONGEST_ACTION = 4_000;
const VALUES = /\.Values((?:\.[A-Za-z_][\w-]*)*\.?)/g;

export function valuesPathAt(uri: string, text: string, offset: number): ValuesPath | undefined {
  if (!uri.includes('/templates/')) return undefined;
  const open = text.lastIndexOf('{{', Math.max(0, offset - 1));
  if (open < 0 || offset - open > LONGEST_ACTION) return undefined;
  const close = text.indexOf('}}', open);
  if (close >= 0 && close < offset) return undefined;
  const end = Math.min(close < 0 ? text.length : close, open + LONGEST_ACTION);
  for (const match of text.slice(open, end).matchAll(VALUES)) {
    const names = match[1] ?? '';
    let at = open + match.index + match[0].length - names.length;
    if (offset <= at || offset > at + names.length) continue;
    const keys: string[] = [];
    for (const name of names.split('.').slice(1)) {
      const start = at + 1;
      at = start + name.length;
      keys.push(name);
      if (offset <= at) return { keys, range: { start, end: at } };
    }
  }
  return undefined;
}

/** Where the values files of the chart hold a path: its own first, then variants of them, then those of the charts around it. */
export function valuesAt(snapshot: Snapshot, uri: string, keys: readonly string[]): readonly FoundValue[] {
  return valuesFiles(snapshot, uri).flatMap(({ uri: file, yaml, prefix }) => {
    const document = documentOf(yaml);
    const path = keys[0] === 'global' ? keys : [...prefix, ...keys];
    let node: YamlNode | undefined = document?.root;
    let entry: YamlEntry | undefined;
    for (const key of path) {
      entry = findEntry(node, key);
      node = entry?.value;
    }
    return entry === undefined || document === undefined ? [] : [{ uri: file, entry, start: document.start }];
  });
}

export interface KnownKey {
  readonly name: string;
  /** Where it is first. */
  readonly value: YamlNode;
}

/** Keys that some values file of the chart has below a path. */
export function valueKeys(snapshot: Snapshot, uri: string, path: readonly string[]): readonly KnownKey[] {
  const found = new Map<string, KnownKey>();
  for (const { yaml, prefix } of valuesFiles(snapshot, uri)) {
    const full = path[0] === 'global' ? path : [...prefix, ...path];
    let node: YamlNode | undefined = documentOf(yaml)?.root;
    for (const key of full) node = findEntry(node, key)?.value;
    for (const { key, value } of node?.kind === 'map' ? node.entries : []) {
      if (!found.has(key.text)) found.set(key.text, { name: key.text, value });
    }
  }
  return [...found.values()];
}

interface ValuesFile {
  readonly uri: string;
  readonly yaml: YamlFile;
  /** Where the chart's values stand in it. */
  readonly prefix: readonly string[];
}

/** Charts in charts. */
const MAX_DEPTH = 16;

function valuesFiles(snapshot: Snapshot, uri: string): readonly ValuesFile[] {
  const found: ValuesFile[] = [];
  const all = snapshot.uris().filter((each) => {
    const name = each.slice(each.lastIndexOf('/') + 1);
    return name.includes('values') && /\.ya?ml$/.test(name);
  });
  let root: string | undefined = uri.slice(0, uri.lastIndexOf('/templates/'));
  let prefix: readonly string[] = [];
  for (let depth = 0; root !== undefined && depth < MAX_DEPTH; depth++) {
    const folder = root;
    const own = all.filter((each) => [folder, `${folder}/ci`].includes(parentUri(each) ?? ''));
    for (const each of own.sort((a, b) => Number(isDefault(b)) - Number(isDefault(a)) || (a < b ? -1 : 1))) {
      const yaml = snapshot.file(each);
      if (yaml !== undefined) found.push({ uri: each, yaml, prefix });
    }
    const outer: RegExpExecArray | null = /^(.*)\/charts\/([^/]+)$/.exec(folder);
    root = outer?.[1];
    prefix = [decodeURIComponent(outer?.[2] ?? ''), ...prefix];
  }
  return found;
}

function isDefault(uri: string): boolean {
  return /\/values\.ya?ml$/.test(uri);
}

const parsed = new WeakMap<YamlFile, { readonly root: YamlNode | undefined; readonly start: number }>();

/** Values are no objects, so the workspace does not parse them. */
function documentOf(
  file: YamlFile,
): { readonly root: YamlNode | undefined; readonly start: number } | undefined {
  let document = parsed.get(file);
  if (document === undefined) {
    const [first] = readWhole(file.text).documents;
    document = { root: first?.document.root, start: first?.start ?? 0 };
    parsed.set(file, document);
  }
  return document;
}
