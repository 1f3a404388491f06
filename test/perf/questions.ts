/** What a person asks while typing in a file of the mesh, and where. */

export const METHODS = ['completion', 'hover', 'definition'] as const;

export interface Question {
  readonly method: (typeof METHODS)[number];
  /** For the table: `host`, `subset`, `key`. */
  readonly about: string;
  /** The text before the keystroke that the answer must know of. */
  readonly draft: string;
  /** Where the keystroke comes in; the cursor stands behind it. */
  readonly at: number;
  /** One character; empty when nothing is typed. */
  readonly typed: string;
}

/** Of a file with a VirtualService: all about its first destination. */
export function questions(text: string): readonly Question[] {
  const destination = text.indexOf('destination:', text.indexOf('kind: VirtualService'));
  const host = valueAt(text, 'host: ', destination);
  const subset = valueAt(text, 'subset: ', destination);
  const indent = ' '.repeat(host.start - 'host: '.length - text.lastIndexOf('\n', host.start) - 1);
  const keyLine = `${text.slice(0, host.end)}\n${indent}${text.slice(host.end)}`;
  const asked = (about: string, { start }: Span): Question[] =>
    (['hover', 'definition'] as const).map((method) => ({
      method,
      about,
      draft: text,
      at: start + 1,
      typed: '',
    }));
  return [
    ...typing('host', text, host),
    ...typing('subset', text, subset),
    { method: 'completion', about: 'key', draft: keyLine, at: host.end + 1 + indent.length, typed: 's' },
    ...asked('host', host),
    ...asked('subset', subset),
  ];
}

/** The text with the keystroke, and where the cursor stands in it. */
export function asked({ draft, at, typed }: Question): { readonly text: string; readonly cursor: number } {
  return { text: `${draft.slice(0, at)}${typed}${draft.slice(at)}`, cursor: at + typed.length };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The value character by character, from the first to the third: long lists first, then short ones. */
function typing(about: string, text: string, { start, end }: Span): readonly Question[] {
  const value = text.slice(start, end);
  return [...value.slice(0, 3)].map((typed, index) => ({
    method: 'completion',
    about,
    draft: `${text.slice(0, start + index)}${text.slice(end)}`,
    at: start + index,
    typed,
  }));
}

function valueAt(text: string, key: string, from: number): Span {
  const start = text.indexOf(key, from) + key.length;
  return { start, end: text.indexOf('\n', start) };
}
