/** The origin of an object that stands in no file as it is: a rendering made it, and says where each value came from. */
import { childPath, itemPath, pathSteps } from '../base/node-path.ts';
import { type OffsetRange, shiftRange, touchesOffset } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import { partAt } from '../model/document-part.ts';
import type { WrittenResource } from '../model/resource.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { PlacedDocument, YamlDocument, YamlNode, YamlScalar } from '../yaml/node.ts';
import { nodeAtOffset, scalarSubrange } from '../yaml/position.ts';
import type {
  EditRefusal,
  FileEdits,
  FileRange,
  LocatedPlace,
  Origin,
  Overlay,
  PlacePart,
  SharedScope,
  Waypoint,
  WrittenPath,
} from './origin.ts';
import { placeInDocument } from './place-in-document.ts';
import { pathOf, writtenPath } from './written-path.ts';

/** Where a value of a rendered object was last written. */
export interface RenderedPlace extends FileRange {
  /** The key in front of it, in the same file. */
  readonly key?: OffsetRange;
  /** Bases, patches and values by way of which it came here, nearest first. */
  readonly via: readonly Waypoint[];
  /** The scalar that stands there; absent where the value is put together from several texts: it is changed nowhere. */
  readonly source?: { readonly document: YamlDocument; readonly start: number; readonly scalar: YamlScalar };
}

export interface RenderedOriginOptions extends FileRange {
  /** `document` holds the rendered text. */
  readonly resource: WrittenResource;
  /** By path in the object; values that are missing here are shown where what holds them stands. */
  readonly places: ReadonlyMap<string, RenderedPlace>;
  /** Keys of the object by the paths of what they name. */
  readonly keys?: ReadonlyMap<string, FileRange>;
  /** The document of a file around an offset. */
  documentAt?(uri: string, offset: number): PlacedDocument | undefined;
  /** Ids of the worlds that are made of a file, when there are several. */
  sharedBy?(uri: string): readonly string[];
  /** The kustomization that it is built for. */
  kustomization?(): Pick<Overlay, 'uri' | 'placed'> | undefined;
  /** What the actions print that stand at its places is known. */
  readonly printsValues?: true;
}

/** Text that reads the same in plain scalars, in quotes, in blocks and in flows. */
const SAFE = /^[\w.\-/]+$/;

const NO_KEYS: ReadonlyMap<string, FileRange> = new Map();

export class RenderedOrigin implements Origin {
  readonly uri: string;
  readonly extent: OffsetRange;
  readonly files: readonly string[];
  readonly #resource: WrittenResource;
  readonly #places: ReadonlyMap<string, RenderedPlace>;
  readonly #keys: ReadonlyMap<string, FileRange>;
  readonly #documentAt: (uri: string, offset: number) => PlacedDocument | undefined;
  readonly #sharedBy: (uri: string) => readonly string[];
  readonly #kustomization: RenderedOriginOptions['kustomization'];
  readonly printsValues: boolean;

  constructor(options: RenderedOriginOptions) {
    const { uri, range, resource, places } = options;
    this.uri = uri;
    this.extent = range;
    this.#keys = options.keys ?? NO_KEYS;
    this.#documentAt = (at, offset) => options.documentAt?.(at, offset);
    this.#sharedBy = (at) => options.sharedBy?.(at) ?? [];
    this.#kustomization = options.kustomization;
    this.printsValues = options.printsValues === true;
    this.files = [...new Set([uri, ...[...places.values()].map((place) => place.uri)])];
    this.#resource = resource;
    this.#places = places;
  }

  locate(place: PlacePart): LocatedPlace {
    const located = this.#locate(place);
    const isPrinted = this.printsValues && place.part !== 'key' && this.#isPrinted(place.path);
    return isPrinted ? { ...located, isPrinted } : located;
  }

  /** Not a letter of it stands in a file: it, or what it is a part of, is printed. */
  #isPrinted(path: string): boolean {
    const place = this.#places.get(path);
    if (place !== undefined) return place.source === undefined;
    return locatePath(this.#resource.root, path)?.node.kind === 'scalar';
  }

  #locate(place: PlacePart): LocatedPlace {
    const { path, part, slice } = place;
    const exact = this.#places.get(path);
    const ownKey = part === undefined || part === 'value' ? undefined : this.#keys.get(path);
    if (exact === undefined && ownKey !== undefined) return { ...ownKey, kind: 'key', via: [] };
    if (exact === undefined) return this.#inText(place) ?? this.#nearest(path);
    const { uri, range, key, via, source } = exact;
    if (part === 'key' && key !== undefined) return { uri, range: key, kind: 'key', via };
    if (part === 'entry' && key !== undefined)
      return { uri, range: { start: key.start, end: range.end }, kind: 'value', via };
    if (slice === undefined || source === undefined) return { uri, range, kind: 'value', via };
    const inside = scalarSubrange(source.document, source.scalar, slice.start, slice.end);
    return { uri, range: shiftRange(inside, source.start), kind: 'value', via };
  }

  editable(path: string): FileRange | EditRefusal {
    const place = this.#places.get(path);
    if (place === undefined)
      return { refused: 'No file holds this value: it is made when the files are put together' };
    if (place.source === undefined) return COMPOSED;
    return { uri: place.uri, range: place.range };
  }

  placeEdits(edits: readonly TextEdit[], mayChange: SharedScope = () => false): FileEdits | EditRefusal {
    const byUri = new Map<string, TextEdit[]>();
    for (const { range, newText } of edits) {
      // Between values, and for text that other quotes or a flow would read otherwise, the file has to be looked at.
      const place = range.start < range.end && SAFE.test(newText) ? this.#written(range) : undefined;
      if (place === undefined) return COMPOSED;
      const refusal = this.#refusal(place.uri, mayChange);
      if (refusal !== undefined) return refusal;
      byUri.set(place.uri, [...(byUri.get(place.uri) ?? []), { range: place.range, newText }]);
    }
    return byUri;
  }

  writtenPath(path: string, whole: boolean, mayChange: SharedScope): WrittenPath | EditRefusal {
    const found = writtenPath(path, whole, {
      resource: this.#resource,
      places: this.#places,
      keys: this.#keys,
      documentAt: this.#documentAt,
    });
    if (found === undefined) return COMPOSED;
    return this.#refusal(found.uri, mayChange) ?? found;
  }

  sharedBy(uri: string): readonly string[] {
    return this.#sharedBy(uri);
  }

  overlay(): Overlay | undefined {
    const kustomization = this.#kustomization?.();
    const name = this.#places.get('metadata.name');
    const placed = name && this.#documentAt(name.uri, name.range.start);
    const node = placed && nodeAtOffset(placed.document, name.range.start - placed.start)?.node;
    if (kustomization === undefined || node?.kind !== 'scalar') return undefined;
    return { ...kustomization, originalName: node.text };
  }

  #refusal(uri: string, mayChange: SharedScope): EditRefusal | undefined {
    const worlds = this.#sharedBy(uri);
    if (worlds.length < 2 || mayChange(uri, worlds)) return undefined;
    return {
      refused: `${fileName(uri)} is a part of ${worlds.length} worlds, and this does not hold in all of them`,
    };
  }

  placeRange(range: OffsetRange, uri = this.uri): OffsetRange | undefined {
    const place = this.#written(range);
    return place?.uri === uri ? place.range : undefined;
  }

  offsetIn(uri: string, offset: number): number | undefined {
    for (const [path, place] of this.#places) {
      if (place.uri !== uri) continue;
      const isOnKey = place.key !== undefined && touchesOffset(place.key, offset);
      if (!isOnKey && !touchesOffset(place.range, offset)) continue;
      const found = locatePath(this.#resource.root, path);
      if (found?.complete !== true) continue;
      const node = isOnKey ? found.entry?.key : found.node;
      if (node === undefined) continue;
      const { start } = isOnKey && place.key !== undefined ? place.key : place.range;
      return Math.min(node.end, node.start + offset - start);
    }
    for (const [path, key] of this.#keys) {
      if (key.uri !== uri || !touchesOffset(key.range, offset) || this.#places.has(path)) continue;
      const node = locatePath(this.#resource.root, path)?.entry?.key;
      if (node !== undefined) return Math.min(node.end, node.start + offset - key.range.start);
    }
    return undefined;
  }

  /** The place of a stretch of the rendered text that stands in a file letter by letter. */
  #written(range: OffsetRange): FileRange | undefined {
    const { document, basePath } = this.#resource;
    const at = nodeAtOffset(document, range.start);
    if (at === undefined || at.node.kind !== 'scalar' || at.node.end < range.end) return undefined;
    const path = at.path.slice(basePath.length).replace(/^\./, '');
    if (at.part === 'key') return this.#writtenKey(path, at.node, range);
    const place = this.#places.get(path);
    if (place?.source === undefined) return undefined;
    const { document: origin, scalar, start } = place.source;
    const isVerbatim =
      origin.text.slice(scalar.start, scalar.end) === document.text.slice(at.node.start, at.node.end);
    if (!isVerbatim) return undefined;
    return { uri: place.uri, range: shiftRange(range, start + scalar.start - at.node.start) };
  }

  #writtenKey(path: string, node: YamlScalar, range: OffsetRange): FileRange | undefined {
    const key = this.#keys.get(path);
    const placed = key && this.#documentAt(key.uri, key.range.start);
    if (key === undefined || placed === undefined) return undefined;
    const { start, end } = shiftRange(key.range, -placed.start);
    const { text } = this.#resource.document;
    if (placed.document.text.slice(start, end) !== text.slice(node.start, node.end)) return undefined;
    return { uri: key.uri, range: shiftRange(range, key.range.start - node.start) };
  }

  /** A place in YAML that is the text of a value, when that text stands in a file letter by letter. */
  #inText(place: PlacePart): LocatedPlace | undefined {
    if (partAt(this.#resource, place.path).embedded === undefined) return undefined;
    const { range, kind } = placeInDocument(this.#resource, place);
    const written = this.#written(range);
    return written && { ...written, kind, via: [] };
  }

  /** The first value below a path, else the key of the nearest value above it, else the object. */
  #nearest(path: string): LocatedPlace {
    const found = locatePath(this.#resource.root, path);
    const below = found?.complete === true ? this.#firstBelow(found.node, path) : undefined;
    if (below !== undefined) {
      return { uri: below.uri, range: below.key ?? below.range, kind: 'key', via: below.via };
    }
    const ownKey = this.#keys.get(path);
    if (ownKey !== undefined) return { ...ownKey, kind: 'key', via: [] };
    const steps = pathSteps(path);
    for (let length = steps.length - 1; length > 0; length--) {
      const above = this.#places.get(pathOf(steps.slice(0, length)));
      const aboveKey = this.#keys.get(pathOf(steps.slice(0, length)));
      if (above === undefined && aboveKey !== undefined) return { ...aboveKey, kind: 'key', via: [] };
      if (above !== undefined)
        return { uri: above.uri, range: above.key ?? above.range, kind: 'key', via: above.via };
    }
    const name = this.#places.get('metadata.name');
    if (name !== undefined) return { uri: name.uri, range: name.range, kind: 'value', via: name.via };
    return { uri: this.uri, range: this.extent, kind: 'value', via: [] };
  }

  #firstBelow(node: YamlNode, path: string): RenderedPlace | undefined {
    const own = this.#places.get(path);
    if (own !== undefined || node.kind === 'scalar' || path === '') return own;
    const inner: readonly (readonly [string, YamlNode])[] =
      node.kind === 'map'
        ? node.entries.map(({ key, value }) => [childPath(path, key.text), value])
        : node.items.map(({ value }, index) => [itemPath(path, index), value]);
    for (const [innerPath, value] of inner) {
      const found = this.#firstBelow(value, innerPath);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const COMPOSED: EditRefusal = {
  refused: 'No file holds this text as it is: it is made when the files are put together',
};

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
