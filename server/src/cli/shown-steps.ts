/** Steps of an answer as JSON: with the file and range of each place. */
import { type LineCharacter, LineIndex } from '../base/line-index.ts';
import type { Step } from '../semantics/steps.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

export interface ShownStep {
  readonly text: string;
  readonly outcome: string;
  readonly file?: string;
  /** Lines and characters count from 0. */
  readonly range?: { readonly start: LineCharacter; readonly end: LineCharacter };
}

/** @param show how reports call a file */
export function shownSteps(
  snapshot: Snapshot,
  steps: readonly Step[],
  show: (uri: string) => string = (uri) => uri,
): readonly ShownStep[] {
  const indexes = new Map<string, LineIndex>();
  return steps.map(({ text, outcome, place }) => {
    if (place === undefined) return { text, outcome };
    const { uri, range } = snapshot.rangeOf({ resource: place.resource, path: place.path, part: 'value' });
    const lines = indexes.get(uri) ?? new LineIndex(snapshot.file(uri)?.text ?? '');
    indexes.set(uri, lines);
    return {
      text,
      outcome,
      file: show(uri),
      range: { start: lines.positionAt(range.start), end: lines.positionAt(range.end) },
    };
  });
}
