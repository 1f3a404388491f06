/** Escapes in double quotes as the API server's reader takes them: `\'` besides YAML's, but neither `\/` nor halves of pairs. */
import { lookUp } from '../base/look-up.ts';

export interface ReadEscapes {
  /** The quoted text without the escapes that only the API server's reader knows. */
  readonly source: string;
  readonly bad: readonly { readonly offset: number; readonly sequence: string }[];
}

const SIMPLE = '0abtnvfre "\\N_LP\t\n\r\'';
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export function readEscapes(source: string): ReadEscapes {
  const bad: { offset: number; sequence: string }[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (let at = source.indexOf('\\'); at >= 0; at = source.indexOf('\\', at)) {
    const kind = source.charAt(at + 1);
    const digits = lookUp(HEX_LENGTHS, kind);
    if (kind === "'") {
      pieces.push(source.slice(from, at));
      from = at + 1;
    } else if (digits !== undefined) {
      const sequence = source.slice(at, at + 2 + digits);
      if (!isCodePoint(sequence.slice(2), digits)) bad.push({ offset: at, sequence });
    } else if (kind === '' || !SIMPLE.includes(kind)) bad.push({ offset: at, sequence: `\\${kind}` });
    at += 2;
  }
  return { source: pieces.length === 0 ? source : pieces.join('') + source.slice(from), bad };
}

function isCodePoint(hex: string, digits: number): boolean {
  if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return false;
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}
