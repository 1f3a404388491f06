/** Hover: explains the key or value under the cursor, and what it means in the mesh. */
import { pathSteps } from '../../base/node-path.ts';
import { type OffsetRange, shiftRange } from '../../base/offset-range.ts';
import { releaseFor } from '../../schema/effective-limit.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { innermostMessage } from '../../schema/inner-message.ts';
import { fieldPath, isMessage, kindSchema } from '../../schema/lookup.ts';
import { worldsInWords } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { textAtSteps } from '../../yaml/navigate.ts';
import type { YamlNode, YamlScalar } from '../../yaml/node.ts';
import { type NodePosition, nodeAtOffset } from '../../yaml/position.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { valuesHover } from '../chart-values/values-features.ts';
import { configurationSchema } from '../configuration-file.ts';
import { describeApiVersion, describeKind } from '../describe/describe-kind.ts';
import { schemaTarget } from '../schema-target.ts';
import { pathInObject, pathInSchema, rangeInFile, type TextView, textView } from '../text-view.ts';
import { fieldHover } from './field-hover.ts';
import { HoverPage, type HoverText } from './hover-page.ts';
import { meshHover } from './mesh-hover.ts';
import { valueMeaning } from './things/value-meaning.ts';

export interface HoverResult extends HoverText {
  /** The explained key or value, in file offsets. */
  readonly range: OffsetRange;
}

/** `offset` counts from the start of the file. */
export function hover(snapshot: Snapshot, uri: string, offset: number): HoverResult | undefined {
  const configuration = configurationSchema(uri);
  if (configuration !== undefined) return configurationHover(snapshot, uri, offset, configuration);
  const values = valuesHover(snapshot, uri, offset);
  if (values !== undefined) return values;
  const slot = snapshot.resourceAt(uri, offset);
  const world = snapshot.world(uri);
  if (slot === undefined || world === undefined) return undefined;
  const view = textView(slot, uri, offset);
  const position = view && nodeAtOffset(view.part.document, view.offset);
  if (view === undefined || position === undefined || !isNamed(position)) return undefined;
  const page = new HoverPage();
  const value = scalarOf(position);
  const mesh = meshHover(
    { snapshot, world, reader: world.reader(), slot, page },
    {
      uri,
      offset,
      path: pathInObject(view, position.path),
      isWord: value !== undefined && value.style !== 'literal' && value.style !== 'folded',
    },
  );
  const isOnValue = position.part === 'value';
  const field =
    mesh !== undefined && isOnValue ? undefined : fieldText(snapshot, uri, { view, position, value });
  const parts = [mesh, field, mesh && otherWorlds(snapshot, uri)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const place = rangeInFile(view, isOnValue ? (position.entry?.via ?? position.node) : position.node);
  return {
    range: place ?? { start: offset, end: offset },
    markdown: parts.join('\n\n---\n\n'),
    places: page.places,
  };
}

function configurationHover(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  kind: KindSchema,
): HoverResult | undefined {
  const { documents } = readWhole(snapshot.file(uri)?.text ?? '');
  const placed = documents.findLast(({ start }) => start <= offset);
  const position = placed && nodeAtOffset(placed.document, offset - placed.start);
  if (placed === undefined || position === undefined || !isNamed(position)) return undefined;
  const written = scalarOf(position)?.text;
  const target = schemaTarget(snapshot, uri);
  const markdown = fieldHover({ kind, steps: pathSteps(position.path), target, written });
  const range = shiftRange({ start: position.node.start, end: position.node.end }, placed.start);
  return markdown === undefined ? undefined : { markdown, places: [], range };
}

/** What is said of the mesh is said for one world: which, where others are made of the same file. */
function otherWorlds(snapshot: Snapshot, uri: string): string | undefined {
  const [shown, ...others] = new Set(snapshot.worldsOf(uri).map(({ name }) => name));
  if (shown === undefined || others.length === 0) return undefined;
  return `In ${shown}; this file is a part of ${worldsInWords(others)} as well`;
}

/** Blanks inside a map or list explain nothing. */
function isNamed(position: NodePosition): boolean {
  return (
    position.part === 'key' || (position.node.kind === 'scalar' && position.node.end > position.node.start)
  );
}

/** The scalar that is explained: under the cursor, or behind the key under it. */
function scalarOf(position: NodePosition): YamlScalar | undefined {
  const value: YamlNode | undefined = position.part === 'key' ? position.entry?.value : position.node;
  return value?.kind === 'scalar' && value.value !== null ? value : undefined;
}

/** Where the steps of a schema begin. */
function rootOf({ part, slot }: TextView): YamlNode | undefined {
  return part.embedded === undefined ? slot.resource.root : part.document.root;
}

interface FieldAtCursor {
  readonly view: TextView;
  readonly position: NodePosition;
  readonly value: YamlScalar | undefined;
}

function fieldText(
  snapshot: Snapshot,
  uri: string,
  { view, position, value }: FieldAtCursor,
): string | undefined {
  const kind = kindSchema(view.kindId);
  if (kind === undefined) return undefined;
  const target = schemaTarget(snapshot, uri);
  const path = pathInSchema(view, position.path);
  const steps = pathSteps(path);
  if (!isMessage(kind) && path === 'kind') return describeKind(kind);
  if (!isMessage(kind) && path === 'apiVersion') {
    return describeApiVersion(kind, releaseFor(kind, target), target.channel);
  }
  const inner = innermostMessage(kind, steps, (at) => textAtSteps(rootOf(view), at));
  const inside = { kind: inner.kind, steps: steps.slice(inner.depth) };
  const text = fieldHover({ ...inside, target, written: value?.text });
  if (text === undefined || value === undefined || inner.depth > 0) return text;
  const meaning = valueMeaning({
    resource: view.slot.resource,
    kind,
    path: pathInObject(view, position.path),
    fieldPath: fieldPath(kind, steps) ?? '',
    written: value.text,
  });
  return meaning === undefined ? text : `${meaning}\n\n---\n\n${text}`;
}
