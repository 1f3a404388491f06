/** Hover: explains the key or value under the cursor. */
import { pathSteps } from '../../base/node-path.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import { releaseFor } from '../../schema/effective-limit.ts';
import { kindSchema } from '../../schema/lookup.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { type NodePosition, nodeAtOffset } from '../../yaml/position.ts';
import { describeApiVersion, describeKind } from '../describe/describe-kind.ts';
import { schemaTarget } from '../schema-target.ts';
import { type Explained, fieldHover } from './field-hover.ts';

export interface HoverResult {
  /** The explained key or value, in file offsets. */
  readonly range: OffsetRange;
  readonly markdown: string;
}

/** `offset` counts from the start of the file. */
export function hover(snapshot: Snapshot, uri: string, offset: number): HoverResult | undefined {
  const slot = snapshot.resourceAt(uri, offset);
  const kind = slot && kindSchema(slot.kindId);
  if (slot === undefined || kind === undefined) return undefined;
  const position = nodeAtOffset(slot.resource.document, offset - slot.documentStart);
  if (position === undefined || !isNamed(position)) return undefined;
  const base = pathSteps(slot.resource.basePath);
  const steps = pathSteps(position.path).slice(base.length);
  const markdown = describe({
    kind,
    steps,
    target: schemaTarget(snapshot, uri),
    written: scalarOf(position),
  });
  if (markdown === undefined) return undefined;
  const place = position.part === 'value' ? (position.entry?.via ?? position.node) : position.node;
  return {
    range: { start: place.start + slot.documentStart, end: place.end + slot.documentStart },
    markdown,
  };
}

/** Blanks inside a map or list explain nothing. */
function isNamed(position: NodePosition): boolean {
  return (
    position.part === 'key' || (position.node.kind === 'scalar' && position.node.end > position.node.start)
  );
}

/** The scalar that is explained: under the cursor, or behind the key under it. */
function scalarOf(position: NodePosition): string | undefined {
  const value: YamlNode | undefined = position.part === 'key' ? position.entry?.value : position.node;
  return value?.kind === 'scalar' && value.value !== null ? value.text : undefined;
}

function describe(explained: Explained): string | undefined {
  const { kind, steps, target } = explained;
  if (steps.length === 1 && steps[0] === 'kind') return describeKind(kind);
  if (steps.length === 1 && steps[0] === 'apiVersion') {
    return describeApiVersion(kind, releaseFor(kind, target), target.channel);
  }
  return fieldHover(explained);
}
