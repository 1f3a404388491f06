/** The explain panel: the resource under the cursor in words, sentence by sentence, with the line that each comes from. */
import { EXPLAINED_KINDS, explainResource } from '../../semantics/explain/explain-resource.ts';
import type { Explanation, Sentence } from '../../semantics/explain/explanation.ts';
import { explainWorkload } from '../../semantics/explain/workload.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { Slot } from '../../workspace/slot.ts';
import { emptyAnswer, type Panel, PlaceBook } from '../panels/panel.ts';
import type { ExplainHead, ExplainItem } from './explain-data.ts';

export const explainPage: Panel = ({ snapshot, mesh, slot }) => {
  if (slot === undefined) return emptyAnswer('No object stands at the cursor.');
  const found = wordsFor(mesh, slot);
  if (found === undefined) {
    const kinds = EXPLAINED_KINDS.map((id) => id.split('/')[1] ?? id).join(', ');
    return emptyAnswer(
      `There are no words for a ${slot.kindId.split('/')[1] ?? slot.kindId} yet. Put the cursor into a ${kinds} or a workload.`,
    );
  }
  const places = new PlaceBook(snapshot);
  const parts = [
    ['What it does', found.does],
    ['Whom it concerns', found.concerns],
    ['What applies to it', found.applies],
    ['What it meets', found.conflicts],
  ] as const;
  const items: ExplainItem[] = parts.flatMap(([part, sentences]) =>
    sentences.map(({ text, place }, index) => ({
      id: `${part} ${index}`,
      sort: 'sentence' as const,
      part,
      text,
      ...(place !== undefined && { place: places.id(place.resource, place.path) }),
    })),
  );
  for (const [index, { command, expect }] of found.verify.entries()) {
    items.push({ id: `command ${index}`, sort: 'command', command, expect });
  }
  const head: ExplainHead = {
    state: 'shown',
    title: found.title,
    place: places.id(slot, 'metadata.name'),
    parts: parts.flatMap(([part, sentences]) => (sentences.length === 0 ? [] : [part])),
  };
  return { head, items, book: places };
};

function wordsFor(
  mesh: Mesh,
  slot: Slot,
): (Explanation & { readonly applies: readonly Sentence[] }) | undefined {
  const own = explainResource(mesh, slot);
  return own === undefined ? explainWorkload(mesh, slot) : { ...own, applies: [] };
}
