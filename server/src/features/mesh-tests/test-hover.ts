/** Hover in `*.mesh-test.yaml`: what a key means. */
import { pathSteps } from '../../base/node-path.ts';
import { nodeAtOffset } from '../../yaml/position.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { code } from '../hover/hover-page.ts';
import type { HoverResult } from '../hover/index.ts';
import { shownField, testFieldAt, testSchema } from './test-schema.ts';

export function meshTestHover(text: string, offset: number): HoverResult | undefined {
  const { documents } = readWhole(text);
  const placed = documents.findLast(({ start }) => start <= offset);
  const position = placed && nodeAtOffset(placed.document, offset - placed.start);
  if (placed === undefined || position?.part !== 'key') return undefined;
  const keys = pathSteps(position.path).filter((step) => typeof step === 'string');
  const name = keys.at(-1);
  const parent = keys.length === 1 ? testSchema() : testFieldAt(keys.slice(0, -1));
  const schema = name === undefined ? undefined : parent?.fields?.get(name);
  if (name === undefined || schema === undefined) return undefined;
  const field = shownField(schema);
  const values = field.choices.length === 0 ? '' : `\n\nOne of ${field.choices.map(code).join(', ')}.`;
  const { node } = position;
  return {
    range: { start: placed.start + node.start, end: placed.start + node.end },
    markdown: `**${code(name)}**\n\n${field.description}${values}`,
    places: [],
  };
}
