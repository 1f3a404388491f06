/**
 * From an object that Helm has rendered to the template that it came from: each value at the literal text that holds it, else
 * at the action that printed it.
 */
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { type Action, findActions } from '../helm/actions.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { PlacedDocument, YamlEntry, YamlFile, YamlItem, YamlMap, YamlNode } from '../yaml/node.ts';
import type { FileRange, Waypoint } from './origin.ts';
import type { RenderedPlace } from './rendered-origin.ts';

export interface TemplatePlaces {
  /** Of the object in the template, in file offsets. */
  readonly range: OffsetRange;
  readonly places: ReadonlyMap<string, RenderedPlace>;
  readonly keys: ReadonlyMap<string, FileRange>;
}

interface TemplateRoot {
  readonly placed: PlacedDocument;
  readonly root: YamlNode;
  /** Where the next object begins. */
  readonly end: number;
}

/** Comparisons for one object: beyond them the first that may fit is taken. */
const MOST_COMPARISONS = 20_000;
/** Items of a template's list that are looked at for one item of the rendered one. */
const WINDOW = 8;

export class TemplateMatcher {
  readonly #uri: string;
  readonly #roots: readonly TemplateRoot[];
  readonly #prints: readonly Action[];
  readonly #valueAt: (path: string) => Waypoint | undefined;

  /** @param valueAt where a values file sets what `.Values.a.b` prints, by `a.b` */
  constructor(uri: string, yaml: YamlFile, valueAt: (path: string) => Waypoint | undefined) {
    this.#uri = uri;
    this.#roots = rootsOf(yaml);
    this.#prints = findActions(yaml.text).actions.filter(
      ({ kind }) => kind === 'output' || kind === 'template',
    );
    this.#valueAt = valueAt;
  }

  /** Undefined when no object of the template can have become this one. */
  match(rendered: YamlNode): TemplatePlaces | undefined {
    const fitting = this.#roots.filter(({ root }) => mayBecome(root, rendered));
    const found = best(fitting, ({ root }) => likeness(rendered, root, { left: MOST_COMPARISONS }));
    if (found === undefined) return undefined;
    const { placed, root, end } = found;
    const visit = new Visit(this.#uri, placed, this.#prints, this.#valueAt);
    visit.node(rendered, root, { path: ROOT_PATH, end, key: undefined });
    const range = { start: placed.start + root.start, end: placed.start + root.end };
    return { range, places: visit.places, keys: visit.keys };
  }
}

interface At {
  readonly path: string;
  /** Where what follows it in the template begins: offset of the document. */
  readonly end: number;
  /** In front of it. */
  readonly key: OffsetRange | undefined;
}

class Visit {
  readonly places = new Map<string, RenderedPlace>();
  readonly keys = new Map<string, FileRange>();
  readonly #uri: string;
  readonly #placed: PlacedDocument;
  readonly #prints: readonly Action[];
  readonly #valueAt: (path: string) => Waypoint | undefined;
  readonly #budget = { left: MOST_COMPARISONS };

  constructor(
    uri: string,
    placed: PlacedDocument,
    prints: readonly Action[],
    valueAt: (path: string) => Waypoint | undefined,
  ) {
    this.#uri = uri;
    this.#placed = placed;
    this.#prints = prints;
    this.#valueAt = valueAt;
  }

  node(rendered: YamlNode, template: YamlNode, at: At): void {
    if (template.kind === 'scalar') this.#scalar(rendered, template, at);
    else if (template.kind === 'map' && rendered.kind === 'map') this.#map(rendered, template, at);
    else if (template.kind === 'seq' && rendered.kind === 'seq')
      this.#list(rendered.items, template.items, at);
  }

  #scalar(rendered: YamlNode, template: YamlNode & { kind: 'scalar' }, { path, end, key }: At): void {
    const { start: offset, document } = this.#placed;
    const own = { start: template.start + offset, end: template.end + offset };
    const isLiteral = rendered.kind === 'scalar' && !isPrinted(template) && rendered.text === template.text;
    const ownKey = key === undefined ? {} : { key };
    if (isLiteral) {
      const source = { document, start: offset, scalar: template };
      this.places.set(path, { uri: this.#uri, range: own, ...ownKey, via: [], source });
      return;
    }
    const prints = this.#printsIn(own.start, Math.max(own.end, end + offset));
    const range = template.end > template.start ? own : (prints[0] ?? key);
    if (range === undefined || (prints.length === 0 && !isPrinted(template))) return;
    const via = prints.length === 1 ? this.#waypoints(prints[0]) : [];
    this.places.set(path, { uri: this.#uri, range: { start: range.start, end: range.end }, ...ownKey, via });
  }

  #waypoints(print: Action | undefined): readonly Waypoint[] {
    const path = /^\s*\$?\.Values\.([\w.]+)\s*(?:\||$)/.exec(print?.text ?? '')?.[1];
    const found = path === undefined ? undefined : this.#valueAt(path);
    return found === undefined ? [] : [found];
  }

  #map(rendered: YamlMap, template: YamlMap, { path, end }: At): void {
    const offset = this.#placed.start;
    const entries = template.entries.filter(({ merged, via }) => merged !== true && via === undefined);
    const byKey = new Map<string, { readonly entry: YamlEntry; readonly end: number }[]>();
    for (const [at, entry] of entries.entries()) {
      const one = { entry, end: entries[at + 1]?.key.start ?? end };
      const known = byKey.get(entry.key.text);
      if (known === undefined) byKey.set(entry.key.text, [one]);
      else known.push(one);
    }
    for (const { key, value } of rendered.entries) {
      // One for each branch of the template.
      const candidates = byKey.get(key.text) ?? [];
      const found = best(candidates, ({ entry }) => likeness(value, entry.value, this.#budget));
      if (found === undefined) continue;
      const range = { start: found.entry.key.start + offset, end: found.entry.key.end + offset };
      const inner = childPath(path, key.text);
      this.keys.set(inner, { uri: this.#uri, range });
      this.node(value, found.entry.value, { path: inner, end: found.end, key: range });
    }
  }

  /** Items stand in their order; one of the template may have become several, or none. */
  #list(rendered: readonly YamlItem[], template: readonly YamlItem[], { path, end }: At): void {
    const isAlike = rendered.length === template.length;
    let next = 0;
    for (const [at, { value }] of rendered.entries()) {
      const from = isAlike ? at : Math.max(0, next - 1);
      const candidates = [...template.slice(from, isAlike ? at + 1 : from + WINDOW).entries()]
        // What has not become an item yet goes first.
        .sort(([a], [b]) => Number(from + a < next) - Number(from + b < next) || a - b);
      const found = best(candidates, ([, item]) => likeness(value, item.value, this.#budget));
      if (found === undefined) continue;
      const index = from + found[0];
      next = index + 1;
      const after = template[index + 1]?.value.start ?? end;
      this.node(value, found[1].value, { path: itemPath(path, at), end: after, key: undefined });
    }
  }

  /** Actions that print something between two offsets of the file. */
  #printsIn(start: number, end: number): readonly Action[] {
    let low = 0;
    let high = this.#prints.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#prints[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const found: Action[] = [];
    for (let at = low; (this.#prints[at]?.start ?? end) < end && found.length < 2; at++) {
      const print = this.#prints[at];
      if (print !== undefined) found.push(print);
    }
    return found;
  }
}

function rootsOf({ documents }: YamlFile): readonly TemplateRoot[] {
  return documents.flatMap((placed): readonly TemplateRoot[] => {
    const { root, text } = placed.document;
    if (root === undefined) return [];
    const items = findEntry(root, 'items')?.value;
    const isList = findEntry(root, 'kind')?.value.kind === 'scalar' && items?.kind === 'seq';
    const all = isList ? [root, ...items.items.map(({ value }) => value)] : [root];
    return all.map((one) => ({ placed, root: one, end: one === root ? text.length : one.end }));
  });
}

/** What an object is called is the same where it is written in letters. */
function mayBecome(template: YamlNode, rendered: YamlNode): boolean {
  const isSame = (a: YamlNode | undefined, b: YamlNode | undefined, key: string) => {
    const [written, made] = [findEntry(a, key)?.value, findEntry(b, key)?.value];
    if (written?.kind !== 'scalar' || isPrinted(written)) return written !== undefined || key === 'name';
    return made?.kind === 'scalar' && made.text === written.text;
  };
  return (
    isSame(template, rendered, 'apiVersion') &&
    isSame(template, rendered, 'kind') &&
    isSame(findEntry(template, 'metadata')?.value, findEntry(rendered, 'metadata')?.value, 'name')
  );
}

/** An action stands in it, or nothing does: then an action behind it may print what it becomes. */
function isPrinted(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.text.includes('{{') || node.end === node.start);
}

/** How much of a template's node is found in what it may have become. */
function likeness(rendered: YamlNode, template: YamlNode, budget: { left: number }): number {
  if (budget.left-- <= 0) return 0;
  if (template.kind === 'scalar') {
    if (isPrinted(template)) return 1;
    return rendered.kind === 'scalar' && rendered.text === template.text ? 3 : -3;
  }
  if (template.kind === 'map') {
    if (rendered.kind !== 'map') return -3;
    return template.entries.reduce((sum, { key, value }) => {
      const found = findEntry(rendered, key.text)?.value;
      return sum + (found === undefined ? -1 : 1 + likeness(found, value, budget));
    }, 0);
  }
  if (rendered.kind !== 'seq') return -3;
  return template.items.reduce((sum, { value }, at) => {
    const item = rendered.items[at]?.value;
    return sum + (item === undefined ? 0 : likeness(item, value, budget));
  }, 0);
}

function best<Item>(items: readonly Item[], scoreOf: (item: Item) => number): Item | undefined {
  if (items.length < 2) return items[0];
  let found: Item | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const score = scoreOf(item);
    if (score > most) [found, most] = [item, score];
  }
  return found;
}
