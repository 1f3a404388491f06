/** Markdown whose links lead to places, as editors understand them. */
import type { HoverText } from '../../features/hover/hover-page.ts';
import type { Location } from '../../features/navigation/location.ts';
import type { Session } from '../session.ts';

export function withPlaces(session: Session, { markdown, places }: HoverText): string {
  return withLinks(markdown, (text, index) => {
    const place = places[index];
    return place === undefined ? text : `[${text}](${addressOf(session, place)})`;
  });
}

/** For editors that show plain text. */
export function withoutPlaces({ markdown }: HoverText): string {
  return withLinks(markdown, (text) => text);
}

/** Behind a name as code: the number of the place that it leads to. */
const PLACE = /`\]\(place:(\d{1,9})\)/g;

/** Replaces each name that leads to a place: `[`, and code that ends where the place is named. */
function withLinks(markdown: string, linked: (text: string, index: number) => string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const match of markdown.matchAll(PLACE)) {
    const lineStart = markdown.lastIndexOf('\n', match.index) + 1;
    let open = markdown.indexOf('[`', Math.max(done, lineStart));
    while (open >= 0 && open < match.index && codeEnd(markdown, open + 1) !== match.index + 1)
      open = markdown.indexOf('[`', open + 2);
    if (open < 0 || open > match.index) continue;
    pieces.push(
      markdown.slice(done, open),
      linked(markdown.slice(open + 1, match.index + 1), Number(match[1])),
    );
    done = match.index + match[0].length;
  }
  return pieces.join('') + markdown.slice(done);
}

/** End of the code whose fence starts at `start`: behind the next run of as many back-ticks. */
function codeEnd(markdown: string, start: number): number {
  let length = 0;
  while (markdown[start + length] === '`') length++;
  for (let at = markdown.indexOf('`', start + length); at >= 0; at = markdown.indexOf('`', at)) {
    const from = at;
    while (markdown[at] === '`') at++;
    if (at - from === length) return at;
  }
  return -1;
}

/** The file with the line, as editors understand it in links. */
function addressOf(session: Session, { uri, range }: Location): string {
  const { line } = session.positions(uri).positionAt(range.start);
  const address = session.clientUri(uri).replaceAll('(', '%28').replaceAll(')', '%29');
  return `${address}#L${line + 1}`;
}
