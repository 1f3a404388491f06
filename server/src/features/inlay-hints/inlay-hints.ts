/** Inlay hints: what the text leaves unsaid. Only objects that touch the requested range are looked at. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
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
  const reader = snapshot.world(uri)?.reader();
  if (reader === undefined) return [];
  return snapshot
    .resources(uri)
    .filter((slot) => isIn(slot, range))
    .flatMap((slot) =>
      SORTS.filter(([sort]) => options[sort]).flatMap(([, make]) => make({ snapshot, reader, slot })),
    )
    .filter(({ offset }) => range.start <= offset && offset <= range.end)
    .toSorted((a, b) => a.offset - b.offset);
}

function isIn({ origin: { extent } }: Slot, range: OffsetRange): boolean {
  return extent.start <= range.end && extent.end >= range.start;
}
