/** Random documents in every style that manifests are written in, with the value that they mean. */

/** Numbers in [0, 1) that a seed determines. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

const WORDS = [
  'reviews',
  'spec',
  'host',
  'a',
  'x-y_z',
  'app.kubernetes.io/name',
  'reviews.prod.svc.cluster.local',
  'v1',
  'y',
  'on',
  'http',
  'port',
  'Ünïcode',
  'a b c',
  'it is',
  '80',
  '012',
  '1_000',
  '1.5',
  'true',
  'null',
  '~',
  '-1',
  '0x1f',
  '2020-01-01',
  'a:b',
  'a#b',
  '-x',
  '?y',
  ':z',
  'http://x.y/z?q=1',
  '*.example.com',
  'a, b',
  '{x}',
  '[y]',
  '# no',
  'a: b',
  'x #y',
  '',
  ' lead',
  'trail ',
  '"quoted"',
  "it's",
  'back\\slash',
  'tab\there',
  '%pc',
  '@at',
  '`tick',
  '!bang',
  '&and',
  '|',
  '>',
  '<<x',
  'a very long text that goes on for a while so that folding it over several lines makes sense to somebody',
  '😀 smile',
  '.',
  '..',
  '...x',
  '---x',
  '-',
  '?',
  'yes',
  'Off',
  '1:30',
  '1e3',
  '=',
  'x:',
  ':',
  '::',
  'a::b',
] as const;

const KEYS = [
  'apiVersion',
  'kind',
  'metadata',
  'spec',
  'name',
  'hosts',
  'http',
  'route',
  'a/b',
  'x.y',
  'key with blanks',
  '80',
  'on',
  'match',
  'uri',
  'prefix',
  "it's",
  'a:b',
  'Ü',
  'very-long-key-name-of-something',
  '-x',
  '0',
  'labels',
  'x#y',
] as const;

interface Style {
  readonly random: Random;
  readonly lineBreak: string;
  readonly step: number;
  readonly dashStep: number;
}

/** One document in block style (now and then in flow style). */
export function randomManifest(random: Random): string {
  const style: Style = {
    random,
    lineBreak: random() < 0.15 ? '\r\n' : '\n',
    step: pick(random, [2, 2, 2, 4, 1, 3]),
    dashStep: pick(random, [0, 2, 2, 4]),
  };
  if (random() < 0.05) return flow(style, 4) + style.lineBreak;
  const head = random() < 0.2 ? filler(style, 0) : '';
  const text = head + blockMap(style, 0, 5, '');
  return random() < 0.1 ? text.replace(/\s+$/, '') : text;
}

function filler(style: Style, column: number): string {
  const { random, lineBreak } = style;
  return pick(random, [
    lineBreak,
    `# comment: with "things" in it${lineBreak}`,
    `${' '.repeat(column)}# indented${lineBreak}`,
    `${' '.repeat(column + 3)}# deeper${lineBreak}`,
    `  ${lineBreak}`,
  ]);
}

function lineEnd(style: Style): string {
  if (style.random() < 0.003) return `\t# tab${style.lineBreak}`;
  return pick(style.random, ['', '', '', '', '', ' ', ' # why', '  # x: y']) + style.lineBreak;
}

function keyText(style: Style, used: Set<string>): string {
  let key: string = pick(style.random, KEYS);
  while (used.has(key)) key += '2';
  used.add(key);
  if (key === '-x' || style.random() < 0.1)
    return pick(style.random, [`"${key}"`, `'${key.replaceAll("'", "''")}'`]);
  return key;
}

function blockMap(style: Style, column: number, depth: number, first: string | undefined): string {
  const { random } = style;
  const used = new Set<string>();
  let text = '';
  const count = 1 + Math.floor(random() * (random() < 0.05 ? 14 : 4));
  for (let at = 0; at < count; at++) {
    const indentation = at === 0 && first !== undefined ? first : ' '.repeat(column);
    if (at > 0 && random() < 0.1) text += filler(style, column);
    const colon = random() < 0.03 ? ' :' : ':';
    text += `${indentation}${keyText(style, used)}${colon}${entryValue(style, column, depth)}`;
  }
  return text;
}

function entryValue(style: Style, column: number, depth: number): string {
  const { random } = style;
  const kind = random();
  if (depth > 0 && kind < 0.3) {
    const inner = column + style.step;
    const gap = random() < 0.1 ? filler(style, inner) : '';
    return `${lineEnd(style)}${gap}${blockMap(style, inner, depth - 1, undefined)}`;
  }
  if (depth > 0 && kind < 0.5)
    return `${lineEnd(style)}${blockSeq(style, column + style.dashStep, depth - 1)}`;
  return scalarOrFlow(style, column, depth);
}

function scalarOrFlow(style: Style, column: number, depth: number): string {
  const { random } = style;
  const kind = random();
  if (kind < 0.06) return lineEnd(style);
  if (kind < 0.16) return ` ${blockScalar(style, column)}`;
  if (kind < 0.26) return ` ${flow(style, Math.min(depth, 3))}${lineEnd(style)}`;
  if (kind < 0.3) return ` ${longText(style, column)}`;
  const gap = random() < 0.05 ? '   ' : ' ';
  return `${gap}${scalar(style, false)}${lineEnd(style)}`;
}

/** Plain or quoted text over several lines. */
function longText(style: Style, column: number): string {
  const { random, lineBreak } = style;
  const quote = pick(random, ['', '', '', '"', "'"]);
  const lines = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, at) => {
    const word = pick(random, WORDS).replace(/["'\\]/g, '');
    const isSafe = at === 0 ? isPlain(word, false) : word.trim() !== '' && !/: |:$|#|\t/.test(word);
    return isSafe ? word.trim() : 'word';
  });
  const indentation = () =>
    lineBreak.repeat(random() < 0.2 ? 2 : 1) + ' '.repeat(column + 1 + Math.floor(random() * 4));
  return quote + lines.reduce((text, line) => text + indentation() + line) + quote + lineEnd(style);
}

function blockSeq(style: Style, column: number, depth: number): string {
  const { random } = style;
  let text = '';
  const count = 1 + Math.floor(random() * 4);
  for (let at = 0; at < count; at++) {
    if (at > 0 && random() < 0.1) text += filler(style, column);
    const dash = `${' '.repeat(column)}-`;
    const kind = random();
    const gap = pick(random, [' ', ' ', ' ', '   ']);
    if (depth > 0 && kind < 0.45) text += blockMap(style, column + 1 + gap.length, depth - 1, dash + gap);
    else if (depth > 0 && kind < 0.5) {
      const nested = blockSeq(style, column + 1 + gap.length, depth - 1);
      text += dash + gap + nested.trimStart();
    } else text += dash + scalarOrFlow(style, column, depth);
  }
  return text;
}

function scalar({ random }: Style, isFlow: boolean): string {
  const word: string = pick(random, WORDS);
  const kind = random();
  if (kind < 0.15) return `'${word.replaceAll("'", "''")}'`;
  if (kind < 0.3) return JSON.stringify(word);
  return isPlain(word, isFlow) ? word : JSON.stringify(word);
}

function isPlain(word: string, isFlow: boolean): boolean {
  if (word.trim() !== word || word === '' || /: |:$| #|\t/.test(word)) return false;
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]/.test(word)) return false;
  return !isFlow || !/[,[\]{}]|^[-?:]/.test(word);
}

function flow(style: Style, depth: number): string {
  const { random } = style;
  const kind = random();
  const blank = random() < 0.7 ? ' ' : '';
  const separator = random() < 0.9 ? ', ' : ',';
  const length = Math.floor(random() * 4);
  if (depth > 0 && kind < 0.5) {
    const used = new Set<string>();
    const entries = Array.from({ length }, () => {
      const key = keyText(style, used);
      return `${/[,[\]{}]|^[-?:]/.test(key) ? `"${key}"` : key}: ${flow(style, depth - 1)}`;
    });
    return `{${blank}${entries.join(separator)}${blank}}`;
  }
  if (depth > 0 && kind < 0.8) {
    const items = Array.from({ length }, () => flow(style, depth - 1));
    return `[${blank}${items.join(separator)}${blank}]`;
  }
  return scalar(style, true);
}

function blockScalar(style: Style, column: number): string {
  const { random, lineBreak } = style;
  const header = pick(random, ['|', '|', '|-', '|+', '>', '>-', '>+']);
  const indentation = ' '.repeat(column + style.step);
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => {
    const word = pick(random, WORDS).trim();
    if (word === '' && at === 0) return `${indentation}first`;
    if (word === '') return '';
    return indentation + (at > 0 && random() < 0.2 ? '  ' : '') + word;
  });
  const tail = random() < 0.1 ? lineBreak : '';
  return `${header}${lineEnd(style)}${lines.join(lineBreak)}${lineBreak}${tail}`;
}
