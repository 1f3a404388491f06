/** Builds the document that leads to a field, for tests that visit every field there is. */
import type { KindSchema } from '../../server/src/schema/field-schema.ts';

export interface PathStep {
  readonly key: string;
  /** `[]` and `{}` behind the key. */
  readonly inside: readonly ('[]' | '{}')[];
}

/** `spec.http[].match[].uri` as keys with what opens behind them. */
export function stepsOf(path: string): readonly PathStep[] {
  return path.split('.').map((part) => ({
    key: part.replace(/(?:\[\]|\{\})+$/, ''),
    inside: (part.match(/\[\]|\{\}/g) ?? []) as ('[]' | '{}')[],
  }));
}

function headerOf(kind: KindSchema, version: string): string {
  return `apiVersion: ${kind.group}/${version}\nkind: ${kind.kind}\n`;
}

/** The document in block style, ending with `last` where the key of the path stands. */
export function blockDocument(kind: KindSchema, version: string, path: string, last: string): string {
  const steps = stepsOf(path);
  let text = headerOf(kind, version);
  let column = 0;
  let lead = '';
  for (const { key, inside } of steps.slice(0, -1)) {
    text += `${lead}${key}:\n`;
    column += 2;
    lead = ' '.repeat(column);
    for (const opening of inside) {
      if (opening === '[]') {
        lead += '- ';
        column += 2;
      } else {
        text += `${lead}any:\n`;
        column += 2;
        lead = ' '.repeat(column);
      }
    }
  }
  return text + lead + last;
}

/** The same in braces, on one line and never closed. */
export function flowDocument(kind: KindSchema, version: string, path: string, last: string): string {
  let text = headerOf(kind, version);
  for (const [index, { key, inside }] of stepsOf(path).slice(0, -1).entries()) {
    text += `${index === 0 ? '' : '{ '}${key}: `;
    for (const opening of inside) text += opening === '[]' ? '[' : '{ any: ';
  }
  return `${text}{ ${last}`;
}
