/** Words of pages in the editor's language: the English text is the key, as in the rest of the client. */
import type { ComponentChildren } from 'preact';

/** By their English text; what is missing is shown in English. */
export type Texts = Readonly<Record<string, string>>;

let texts: ReadonlyMap<string, string> = new Map();

/** Comes from the host before anything is shown. */
export function setTexts(next: Texts): void {
  texts = new Map(Object.entries(next));
}

/** `{0}` stands for the first of `parts`. */
export function t(text: string, ...parts: readonly (string | number)[]): string {
  return told(text, ...parts).join('');
}

/** As `t`, with elements in the sentence. */
export function told<Part extends ComponentChildren>(
  text: string,
  ...parts: readonly Part[]
): readonly (string | Part)[] {
  // Words and numbers take turns: "of {0} rules" is split into "of ", "0", " rules".
  return (texts.get(text) ?? text)
    .split(/\{(\d)\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : (parts[Number(piece)] ?? '')));
}
