/** Everything the sources of completions look at: place, resource, schema, layout, target. */
import { type KindId, kindIdOf } from '../../base/kind-id.ts';
import { releaseFor } from '../../schema/effective-limit.ts';
import type { FieldSchema, KindSchema } from '../../schema/field-schema.ts';
import { innermostMessage } from '../../schema/inner-message.ts';
import { allKinds, fieldAt, fieldPath, kindSchema } from '../../schema/lookup.ts';
import type { SchemaTarget } from '../../schema/schema-problem.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import type { FrameStep, OutlineNode } from '../text-outline/outline.ts';
import { readOutline } from '../text-outline/read-outline.ts';
import { type CursorPlace, cursorPlace, entryUnder, scalarUnder, type Target } from './cursor-place.ts';
import { type Layout, layoutOf } from './layout.ts';
import { once, type ServiceCandidate, serviceCandidates } from './mesh/service-candidates.ts';

/** A place in the schema. */
export interface FieldPlace {
  readonly field: FieldSchema;
  /** Keys and indexes from the root of the resource. */
  readonly steps: readonly FrameStep[];
  /** As facts name it: `spec.http[].match[]`. */
  readonly path: string;
  readonly node: OutlineNode | undefined;
}

export interface CompletionContext {
  readonly place: CursorPlace;
  readonly layout: Layout;
  readonly target: SchemaTarget;
  /** Undefined for a file of no world. */
  readonly world: WorldView | undefined;
  /** Services that a new resource may be about. */
  readonly services: () => readonly ServiceCandidate[];
  /** Findings of the file. */
  readonly reported: () => readonly PublishedFinding[];
  /** URI of the file. */
  readonly uri: string;
  /** Text of the document. */
  readonly text: string;
  /** Nothing is written in the document but the word under the cursor. */
  readonly isEmpty: boolean;
  /** The resource around the cursor: the document, or an item of a `List`. */
  readonly resource: OutlineNode | undefined;
  readonly apiVersion: string | undefined;
  readonly kindName: string | undefined;
  readonly kindId: KindId | undefined;
  readonly kind: KindSchema | undefined;
  /** Keys, indexes of the resource in the document: none, or `items`, 2. */
  readonly base: readonly FrameStep[];
}

/** `cursor`: offset in `text`. Undefined where nothing can be written. */
export function completionContext(
  text: string,
  cursor: number,
  {
    uri,
    target,
    world,
    reported,
    message,
  }: Pick<CompletionContext, 'uri' | 'target' | 'world' | 'reported'> & {
    /** What the text is read as, when it is no object with a header. */
    readonly message?: KindSchema | undefined;
  },
): CompletionContext | undefined {
  const { root, spot } = readOutline(text, cursor);
  const place = spot && cursorPlace(spot, text, root);
  if (place === undefined) return undefined;
  const steps = (place.keysOf ?? place.valueOf ?? place.itemsOf)?.steps ?? [];
  const outer = message === undefined ? enclosingResource(root, steps) : { resource: root, base: [] };
  const apiVersion = message === undefined ? scalarUnder(outer.resource, 'apiVersion')?.text : undefined;
  const kindName = message === undefined ? scalarUnder(outer.resource, 'kind')?.text : undefined;
  const { kind, resource, base } = insideMessage(message ?? findKind(apiVersion, kindName), outer, steps);
  const isWritten = apiVersion !== undefined && kindName !== undefined;
  return {
    place,
    layout: layoutOf(text, root),
    target,
    world,
    services: once(() => serviceCandidates(world)),
    reported,
    uri,
    text,
    isEmpty: isEmptyBut(root, place),
    resource,
    apiVersion,
    kindName,
    kindId: kind?.id ?? (isWritten ? kindIdOf(apiVersion, kindName).id : undefined),
    kind,
    base,
  };
}

interface Around {
  readonly resource: OutlineNode | undefined;
  readonly base: readonly FrameStep[];
}

/** The message that stands in the object around the place, where one does. */
function insideMessage(
  kind: KindSchema | undefined,
  { resource, base }: Around,
  steps: readonly FrameStep[],
): Around & { readonly kind: KindSchema | undefined } {
  if (kind === undefined) return { kind, resource, base };
  const inner = innermostMessage(kind, steps.slice(base.length), (at) => {
    const told = at.reduce<OutlineNode | undefined>(below, resource);
    return told?.kind === 'scalar' ? told.text : undefined;
  });
  if (inner.depth === 0) return { kind, resource, base };
  const depth = base.length + inner.depth;
  return {
    kind: inner.kind,
    resource: steps.slice(base.length, depth).reduce<OutlineNode | undefined>(below, resource),
    base: steps.slice(0, depth),
  };
}

function below(node: OutlineNode | undefined, step: FrameStep): OutlineNode | undefined {
  if (typeof step === 'string') return entryUnder(node, step)?.value;
  return node?.kind === 'seq' ? node.items[step]?.value : undefined;
}

/** The schema at a place, or undefined when it lies outside the resource or the schema knows no such place. */
export function fieldPlace(ctx: CompletionContext, target: Target | undefined): FieldPlace | undefined {
  if (target === undefined || ctx.kind === undefined || target.steps.length < ctx.base.length)
    return undefined;
  const steps = target.steps.slice(ctx.base.length);
  const path = fieldPath(ctx.kind, steps);
  const field = steps.length === 0 ? ctx.kind.root : fieldAt(ctx.kind, steps);
  if (path === undefined || field === undefined || steps[0] === 'status') return undefined;
  return { field, steps, path, node: target.node };
}

/** Release of the family that the kind belongs to. */
export function releaseOf(ctx: CompletionContext): string {
  return ctx.kind === undefined ? ctx.target.istio : releaseFor(ctx.kind, ctx.target);
}

/** Steps from the root of the resource. */
export function stepsInResource(ctx: CompletionContext, target: Target): readonly FrameStep[] {
  return target.steps.slice(ctx.base.length);
}

function enclosingResource(root: OutlineNode | undefined, steps: readonly FrameStep[]) {
  let resource = root;
  let base: readonly FrameStep[] = [];
  while (steps[base.length] === 'items' && typeof steps[base.length + 1] === 'number' && isList(resource)) {
    const items = entryUnder(resource, 'items')?.value;
    resource = items?.kind === 'seq' ? items.items[Number(steps[base.length + 1])]?.value : undefined;
    base = steps.slice(0, base.length + 2);
  }
  return { resource, base };
}

function isList(node: OutlineNode | undefined): boolean {
  const kind = scalarUnder(node, 'kind')?.text;
  return kind === undefined || kind.endsWith('List');
}

/** The kind as written; while the header is half-typed, the one that fits what is there. */
function findKind(apiVersion: string | undefined, kindName: string | undefined): KindSchema | undefined {
  if (kindName === undefined) return undefined;
  const exact = apiVersion === undefined ? undefined : kindSchema(kindIdOf(apiVersion, kindName).id);
  if (exact !== undefined) return exact;
  // A finished header of somebody else is not ours: `gateway.example.com/v1` and `Gateway`.
  if (apiVersion?.includes('/') && !/istio\.io|gateway\.networking\./.test(apiVersion)) return undefined;
  if (apiVersion !== undefined && /^v\d/.test(apiVersion)) return undefined;
  return allKinds().find((kind) => kind.kind === kindName);
}

function isEmptyBut(root: OutlineNode | undefined, place: CursorPlace): boolean {
  if (root === undefined) return true;
  if (root.kind === 'scalar') return root.start === place.range.start;
  if (root.kind === 'seq' || root.isFlow) return false;
  return root.entries.every((entry) => entry.key.start === place.range.start && !entry.hasColon);
}
