/** Inlay hints: what the text leaves unsaid. Only objects that touch the requested range are looked at. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { defaultHints } from './default-hints.ts';
import type { HintSource, InlayHint, InlayHintOptions } from './hint.ts';
import { hostHints } from './host-hints.ts';
import { namespaceHint } from './namespace-hint.ts';
import { protocolHints } from './protocol-hints.ts';
import { weightHints } from './weight-hints.ts';

type MakeHints = (source: HintSource) => readonly InlayHint[];

const SORTS: readonly (readonly [keyof InlayHintOptions, MakeHints])[] = [
  ['hosts', hostHints],
  ['namespaces', namespaceHint],
  ['protocols', protocolHints],
  ['weights', weightHints],
  ['defaults', defaultHints],
];

/** `range` in file offsets. */
export function inlayHints(
  snapshot: Snapshot,
  uri: string,
  range: OffsetRange,
  options: InlayHintOptions,
): readonly InlayHint[] {
  const [world, ...others] = snapshot.worldsOf(uri);
  if (world === undefined) return [];
  const own = hintsIn(snapshot, world, { uri, range, options });
  return others.reduce((hints, other) => {
    const theirs = new Set(hintsIn(snapshot, other, { uri, range, options }).map(keyOf));
    return hints.map((hint) => (theirs.has(keyOf(hint)) ? hint : ofOneWorld(hint, world.name)));
  }, own);
}

interface Wanted {
  readonly uri: string;
  readonly range: OffsetRange;
  readonly options: InlayHintOptions;
}

function hintsIn(
  snapshot: Snapshot,
  world: WorldView,
  { uri, range, options }: Wanted,
): readonly InlayHint[] {
  const reader = world.reader();
  return snapshot
    .resources(uri, world)
    .filter((slot) => isIn(slot, range))
    .flatMap((slot) =>
      SORTS.filter(([sort]) => options[sort]).flatMap(([, make]) => make({ snapshot, reader, slot })),
    )
    .filter(({ offset }) => range.start <= offset && offset <= range.end)
    .toSorted((a, b) => a.offset - b.offset);
}

function keyOf({ offset, label }: InlayHint): string {
  return `${offset} ${label}`;
}

/** What another world that is made of the text reads otherwise is not written into it. */
function ofOneWorld({ edit: _, ...hint }: InlayHint, world: string): InlayHint {
  const suffix = ` (in ${world})`;
  return hint.tooltip.endsWith(suffix) ? hint : { ...hint, tooltip: `${hint.tooltip}${suffix}` };
}

function isIn({ origin: { extent } }: Slot, range: OffsetRange): boolean {
  return extent.start <= range.end && extent.end >= range.start;
}
