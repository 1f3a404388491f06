/** Asks a panel about texts, and prints what it answers as lines. */
import type { JsonValue } from '../../server/src/base/json.ts';
import type { Panel, PanelAnswer } from '../../server/src/features/panels/panel.ts';
import type { Sentence } from '../../server/src/features/panels/panel-data.ts';
import { pathAt } from '../../server/src/features/panels/path-at.ts';
import type { WorldConfig } from '../../server/src/workspace/world-config.ts';
import { meshOfTexts } from '../semantics/mesh-of.ts';

/** Marks the cursor in one of the texts. */
const CURSOR = '‸';

export interface Asked {
  readonly answer: PanelAnswer;
  /** Text that a place of the answer covers. */
  textAt(place: string): string;
}

export function ask(
  panel: Panel,
  marked: readonly string[],
  input: JsonValue = {},
  config: Partial<WorldConfig> = {},
): Asked {
  const texts = marked.map((text) => text.replace(CURSOR, ''));
  const { mesh, snapshot } = meshOfTexts(texts, config);
  const index = marked.findIndex((text) => text.includes(CURSOR));
  const uri = `file:///${index}.yaml`;
  const slot = index < 0 ? undefined : snapshot.resourceAt(uri, marked[index]?.indexOf(CURSOR) ?? 0);
  const offset = marked[index]?.indexOf(CURSOR) ?? 0;
  const path = slot === undefined ? '' : pathAt(slot, uri, offset);
  const answer = panel({ snapshot, mesh, uri, slot, path, input });
  return {
    answer,
    textAt(place) {
      const range = answer.book?.places.get(place);
      if (range === undefined) throw new Error(`no place ${place}`);
      return (snapshot.file(range.uri)?.text ?? '').slice(range.range.start, range.range.end);
    },
  };
}

export function said(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}
