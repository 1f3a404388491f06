/** Documents of ytt that change objects which stand elsewhere: an annotation about overlays stands in or right above them. */
import type { YamlFile } from '../yaml/node.ts';

const MARK = '#@overlay/';
const ANNOTATION = /^[ \t]*#@overlay\//m;

/** Indexes of the documents that are overlays. Linear in the text. */
export function overlayDocuments({ text, documents }: YamlFile): ReadonlySet<number> {
  const found = new Set<number>();
  if (!text.includes(MARK)) return found;
  for (const [index, { document }] of documents.entries()) {
    const end = contentEnd(document.text);
    if (ANNOTATION.test(document.text.slice(0, end))) found.add(index);
    // Behind the last value: it is about the next document.
    if (ANNOTATION.test(document.text.slice(end))) found.add(index + 1);
  }
  return found;
}

/** Where the last line that is neither blank nor a comment ends. */
function contentEnd(text: string): number {
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) return end;
    end = start - 1;
  }
  return 0;
}
