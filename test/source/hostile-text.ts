/** Texts that make a bad regular expression slow: long runs of what its own characters and literals are made of. */

const PIECES = [
  ...' \t\n\ra0A_-.#:,;|>/\\\'"`[]{}()=+*?!@%&<>$^~é',
  '\r\n',
  '# a\n',
  '#\t\n',
  'a: b\n',
  '- ',
  '{{ ',
  '}}',
  'a,',
  'a.',
  '/a',
  '[0]',
  '\\"',
  '01',
  'a ',
];

/** Each text of about `size` characters, with how it is made. */
export function* hostileTexts(
  source: string,
  size: number,
): Generator<readonly [name: string, text: string]> {
  const words = literalsOf(source);
  const head = words[0] ?? '';
  for (const piece of new Set([...PIECES, ...words])) {
    const run = piece.repeat(Math.ceil(size / piece.length));
    yield [`many ${JSON.stringify(piece)}`, run];
    yield [`many ${JSON.stringify(piece)}, then NUL`, `${run}\0`];
    yield [`${JSON.stringify(head)}, then many ${JSON.stringify(piece)}, then NUL`, `${head}${run}\0`];
  }
}

/** Runs of plain characters in a pattern. */
function literalsOf(source: string): readonly string[] {
  return source
    .replace(/\\([^A-Za-z0-9])/g, '$1')
    .split(/\\.|[\^$.*+?()[\]{}|]/)
    .filter((word) => word.length > 1 && word.length < 40);
}
