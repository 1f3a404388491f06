/** Markdown with links to places in files. Texts of users are written as code or escaped, so they cannot format. */
import { visibleCharacters } from '../../base/visible-text.ts';
import type { Location } from '../navigation/location.ts';

export interface HoverText {
  /** Links to places have the address `place:<index>`; whoever shows the text knows how files are addressed. */
  readonly markdown: string;
  readonly places: readonly Location[];
}

/** Places that the text under construction links to. */
export class HoverPage {
  readonly places: Location[] = [];

  /** A name as code, which leads to a place when there is one. */
  link(name: string, place: Location | undefined): string {
    if (place === undefined) return code(name);
    const known = this.places.findIndex(
      ({ uri, range }) => uri === place.uri && range.start === place.range.start,
    );
    const index = known < 0 ? this.places.push(place) - 1 : known;
    return `[${code(name)}](place:${index})`;
  }
}

const MAX_CODE = 120;

/** On one line, whatever the text holds; nothing in it hides or reorders it. */
export function code(text: string): string {
  const line = visibleCharacters(text.replace(/\s+/g, ' ').trim());
  const shown = line.length > MAX_CODE ? `${line.slice(0, MAX_CODE)}…` : line;
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${shown === '' ? '""' : shown}${pad}${fence}`;
}

/** Rows below a heading; a bar in a cell is escaped. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Blocks parted by empty lines; what is undefined or empty is left out. */
export function blocks(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

const SHOWN = 8;

/** `a, b, c and 4 more`. */
export function someOf(items: readonly string[], shown: number = SHOWN): string {
  const rest = items.length - shown;
  return rest > 0 ? `${items.slice(0, shown).join(', ')} and ${rest} more` : items.join(', ');
}

/** `1 workload`, `3 workloads`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `app=cart, version=v1` as code. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return code(pairs.join(','));
}
