/**
 * The differences between two readers of RE2 syntax: Go's, which istiod validates with, accepts a group name twice and
 * Unicode class names in any spelling (`\p{Letter}`, `\p{greek}`); Envoy's and ours do not. Patterns are rewritten to
 * the narrower form with the same meaning, and what was rewritten is told.
 */

export type EnvoyRegexProblem = 'duplicate-group-name' | 'unicode-class-name';

export interface PortableRe2 {
  readonly pattern: string;
  readonly envoyProblems: readonly EnvoyRegexProblem[];
}

export function toPortableRe2(pattern: string): PortableRe2 {
  const scan: Scan = { pattern, at: 0, out: '', names: new Set(), problems: new Set() };
  let classStart = -1;
  while (scan.at < pattern.length) {
    const inClass = classStart >= 0;
    if (pattern[scan.at] === '\\') copyEscape(scan, inClass);
    else if (inClass) {
      const isFirst = scan.at === classStart;
      if (pattern.startsWith('[:', scan.at) && pattern.includes(':]', scan.at)) copyPosixClass(scan);
      else {
        if (pattern[scan.at] === ']' && !isFirst) classStart = -1;
        copy(scan, 1);
      }
    } else if (pattern[scan.at] === '[') {
      copy(scan, pattern[scan.at + 1] === '^' ? 2 : 1);
      classStart = scan.at;
    } else if (!copyNamedGroup(scan)) copy(scan, 1);
  }
  return { pattern: scan.out, envoyProblems: [...scan.problems] };
}

interface Scan {
  readonly pattern: string;
  at: number;
  out: string;
  readonly names: Set<string>;
  readonly problems: Set<EnvoyRegexProblem>;
}

function copy(scan: Scan, length: number): void {
  scan.out += scan.pattern.slice(scan.at, scan.at + length);
  scan.at += length;
}

function copyPosixClass(scan: Scan): void {
  copy(scan, scan.pattern.indexOf(':]', scan.at) + 2 - scan.at);
}

function copyEscape(scan: Scan, inClass: boolean): void {
  const kind = scan.pattern[scan.at + 1];
  if (kind === 'Q' && !inClass) {
    const end = scan.pattern.indexOf('\\E', scan.at);
    copy(scan, (end < 0 ? scan.pattern.length : end + 2) - scan.at);
    return;
  }
  const close = scan.pattern.indexOf('}', scan.at);
  if ((kind !== 'p' && kind !== 'P') || scan.pattern[scan.at + 2] !== '{' || close < 0) {
    copy(scan, 2);
    return;
  }
  const written = scan.pattern.slice(scan.at, close + 1);
  const portable = portableClass(written.slice(3, -1), kind === 'P', inClass);
  if (portable !== undefined && portable !== written) scan.problems.add('unicode-class-name');
  scan.out += portable ?? written;
  scan.at = close + 1;
}

function copyNamedGroup(scan: Scan): boolean {
  const opening = ['(?P<', '(?<'].find((prefix) => scan.pattern.startsWith(prefix, scan.at));
  if (opening === undefined) return false;
  const start = scan.at + opening.length;
  const end = scan.pattern.indexOf('>', start);
  const name = scan.pattern.slice(start, end);
  if (end < 0 || !/^[A-Za-z0-9_]+$/.test(name)) return false;
  if (scan.names.has(name)) {
    scan.problems.add('duplicate-group-name');
    scan.out += '(';
  } else scan.out += `${opening}${name}>`;
  scan.names.add(name);
  scan.at = end + 1;
  return true;
}

/** The class in a spelling that everybody reads; undefined when we know no better one. */
function portableClass(written: string, isNegatedEscape: boolean, inClass: boolean): string | undefined {
  const isNegated = isNegatedEscape !== written.startsWith('^');
  const name = written.replace(/^\^/, '');
  const loose = name.replace(/[-_ ]/g, '').toLowerCase();
  if (loose === 'ascii') {
    const range = isNegated ? '\\x{80}-\\x{10FFFF}' : '\\x00-\\x7F';
    return inClass ? range : `[${range}]`;
  }
  if (loose === 'assigned') return isNegated ? '\\p{Cn}' : '\\P{Cn}';
  const category = CATEGORY_NAMES.get(loose) ?? (loose.length <= 2 ? categoryCode(loose) : undefined);
  return `\\${isNegated ? 'P' : 'p'}{${category ?? titleCase(loose)}}`;
}

function categoryCode(loose: string): string {
  return loose === 'lc' ? 'LC' : titleCase(loose);
}

/** How scripts of one word are written; Go knows those of several words in one spelling only, as everybody does. */
function titleCase(loose: string): string {
  return loose.charAt(0).toUpperCase() + loose.slice(1);
}

/** Unicode's long names of general categories, without separators and case. */
const CATEGORY_NAMES: ReadonlyMap<string, string> = new Map([
  ['casedletter', 'LC'],
  ['closepunctuation', 'Pe'],
  ['combiningmark', 'M'],
  ['connectorpunctuation', 'Pc'],
  ['control', 'Cc'],
  ['cntrl', 'Cc'],
  ['currencysymbol', 'Sc'],
  ['dashpunctuation', 'Pd'],
  ['decimalnumber', 'Nd'],
  ['digit', 'Nd'],
  ['enclosingmark', 'Me'],
  ['finalpunctuation', 'Pf'],
  ['format', 'Cf'],
  ['initialpunctuation', 'Pi'],
  ['letter', 'L'],
  ['letternumber', 'Nl'],
  ['lineseparator', 'Zl'],
  ['lowercaseletter', 'Ll'],
  ['mark', 'M'],
  ['mathsymbol', 'Sm'],
  ['modifierletter', 'Lm'],
  ['modifiersymbol', 'Sk'],
  ['nonspacingmark', 'Mn'],
  ['number', 'N'],
  ['openpunctuation', 'Ps'],
  ['other', 'C'],
  ['otherletter', 'Lo'],
  ['othernumber', 'No'],
  ['otherpunctuation', 'Po'],
  ['othersymbol', 'So'],
  ['paragraphseparator', 'Zp'],
  ['privateuse', 'Co'],
  ['punctuation', 'P'],
  ['punct', 'P'],
  ['separator', 'Z'],
  ['spaceseparator', 'Zs'],
  ['spacingmark', 'Mc'],
  ['surrogate', 'Cs'],
  ['symbol', 'S'],
  ['titlecaseletter', 'Lt'],
  ['unassigned', 'Cn'],
  ['uppercaseletter', 'Lu'],
]);
