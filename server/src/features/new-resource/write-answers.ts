/**
 * Answers in the text of a pattern, as YAML that says what was typed: in quotes where it would read as something else, a
 * number where one is expected.
 */
import { applyEdits, type TextEdit } from '../../base/text-edit.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { plainValue } from '../../yaml/plain-scalar.ts';
import { type Operation, rename, set } from '../../yaml/plan/operation.ts';
import { planEdits } from '../../yaml/plan/plan-edits.ts';
import { nodeAtOffset } from '../../yaml/position.ts';
import { readWhole } from '../../yaml/read-whole.ts';

/** A part of a text, and what is to stand there. */
export interface WrittenAnswer {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Written {
  readonly text: string;
  /** Answers that the place cannot hold: there everything is as it was. */
  readonly refused: readonly WrittenAnswer[];
}

/** `text`: YAML without an answer in it; `answers`: apart from each other. */
export function writeAnswers(text: string, answers: readonly WrittenAnswer[]): Written {
  const edits: TextEdit[] = [];
  const refused: WrittenAnswer[] = [];
  for (const { document, start } of readWhole(text).documents) {
    const inside = answers.filter((each) => start <= each.start && each.end <= start + document.text.length);
    const places = new Map<string, Place>();
    for (const answer of inside) {
      const at = nodeAtOffset(document, answer.start - start);
      const isIn = at?.node.kind === 'scalar' && answer.end - start <= at.node.end;
      if (!isIn || isBlock(at.node as YamlScalar)) {
        edits.push(asText(answer));
        continue;
      }
      const key = `${at.part} ${at.path}`;
      const place = places.get(key) ?? {
        node: at.node as YamlScalar,
        path: at.path,
        part: at.part,
        answers: [],
      };
      places.set(key, place);
      place.answers.push({ ...answer, start: answer.start - start, end: answer.end - start });
    }
    for (const place of places.values()) {
      const planned = planEdits(document, [operationFor(place)]);
      if ('refused' in planned) {
        for (const each of place.answers)
          refused.push({ ...each, start: each.start + start, end: each.end + start });
        continue;
      }
      for (const { range, newText } of planned.edits) {
        edits.push({ range: { start: range.start + start, end: range.end + start }, newText });
      }
    }
  }
  return { text: applyEdits(text, edits), refused };
}

function isBlock({ style }: YamlScalar): boolean {
  return style === 'literal' || style === 'folded';
}

interface Place {
  readonly node: YamlScalar;
  readonly path: string;
  readonly part: 'key' | 'value';
  readonly answers: WrittenAnswer[];
}

function operationFor({ node, path, part, answers }: Place): Operation {
  // Patterns are written without escapes: behind a quote the text stands as it reads.
  const from = node.start + (node.style === 'plain' ? 0 : 1);
  const text = [...answers]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (whole, each) => whole.slice(0, each.start - from) + each.text + whole.slice(each.end - from),
      node.text,
    );
  if (part === 'key') return rename(path, text);
  const value = plainValue(text);
  const isOfItsType = typeof node.value !== 'string' && typeof value === typeof node.value;
  // `007` is a number to YAML, and not the one that was typed.
  const isAsTyped = value !== null && String(value) === text;
  return set(path, isOfItsType && isAsTyped ? (value as number | boolean) : text);
}

/** In a comment or in a text of several lines nothing is read as YAML; a line break would end it. */
function asText({ start, end, text }: WrittenAnswer): TextEdit {
  return { range: { start, end }, newText: text.replace(/[\r\n]+/g, ' ') };
}
