/** Completion in `*.mesh-test.yaml`: the keys of the map at the cursor, and values that a key may have. */
import type { CompletionItem } from '../completion/completion-item.ts';
import { testPlace } from './test-place.ts';
import { shownField, type TestField, testFieldAt } from './test-schema.ts';

export function meshTestCompletion(text: string, offset: number): readonly CompletionItem[] {
  const place = testPlace(text, offset);
  if (place === undefined) return [];
  const range = { start: place.wordStart, end: offset };
  const parent = testFieldAt(place.keys);
  if (place.valueOf !== undefined) {
    const choices = parent?.fields?.get(place.valueOf)?.enum?.map(String) ?? [];
    return choices.map((label, index) => ({
      label,
      kind: 'enum',
      insertText: label,
      isSnippet: false,
      range,
      sortKey: String(index).padStart(3, '0'),
    }));
  }
  return [...(parent?.fields ?? [])]
    .filter(([name]) => !place.siblings.has(name))
    .map(([name, schema]) => ({ name, field: shownField(schema), isRequired: schema.required === true }))
    .map(({ name, field, isRequired }, index) => ({
      label: name,
      kind: 'field',
      detail: detailOf(field, isRequired),
      documentation: field.description,
      insertText: `${name}:${behind(field, place.column)}`,
      isSnippet: false,
      range,
      sortKey: `${isRequired ? 0 : 1}${String(index).padStart(3, '0')}`,
      suggestNext: field.choices.length > 0,
    }));
}

function detailOf({ form, choices }: TestField, isRequired: boolean): string {
  const what = choices.length > 0 ? choices.join(' | ') : form === 'any' ? '' : form;
  return isRequired ? `${what}${what === '' ? '' : ', '}required` : what;
}

/** What follows the key, with its indentation. */
function behind({ form, choices }: TestField, column: number): string {
  const indent = ' '.repeat(column + 2);
  if (choices.length === 1) return ` ${choices[0]}`;
  if (form === 'map') return `\n${indent}`;
  return form === 'list' ? `\n${indent}- ` : ' ';
}
