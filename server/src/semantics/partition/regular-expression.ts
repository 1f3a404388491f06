/**
 * Regular expressions as languages, for the part of RE2 that describes texts character by character. What looks around
 * itself in the middle (`\b`) or reaches beyond one UTF-16 unit is left to others: the answer is undefined.
 */
import { checkRe2 } from '../../primitives/regex.ts';
import { complement, type Language, type Languages, MAX_UNIT, mergeRanges, type Range } from './language.ts';

const MAX_REPEAT = 64;
const LINE_END = 10;

/** The texts that an expression matches as a whole. */
export function expression(languages: Languages, pattern: string): Language | undefined {
  if (!checkRe2(pattern).ok) return undefined;
  const parser = new Parser(languages, pattern);
  return parser.whole();
}

class Unsupported extends Error {}

class Parser {
  readonly #languages: Languages;
  readonly #text: string;
  #at = 0;

  constructor(languages: Languages, text: string) {
    this.#languages = languages;
    this.#text = text;
  }

  whole(): Language | undefined {
    try {
      const language = this.#alternatives();
      return this.#at === this.#text.length ? language : undefined;
    } catch (error) {
      if (error instanceof Unsupported) return undefined;
      throw error;
    }
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(): string {
    const unit = this.#peek();
    this.#at++;
    return unit;
  }

  #alternatives(): Language {
    const members = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at++;
      members.push(this.#sequence());
    }
    return this.#languages.either(members);
  }

  #sequence(): Language {
    const parts: Language[] = [];
    while (this.#at < this.#text.length && this.#peek() !== '|' && this.#peek() !== ')') {
      const isFirst = this.#at === 0;
      const part = this.#repetition();
      // Anchors at the ends of the whole say what is so anyway.
      if (part === 'anchor') {
        if (!isFirst && this.#at !== this.#text.length) throw new Unsupported();
        continue;
      }
      parts.push(part);
    }
    return this.#languages.sequenceOf(parts);
  }

  #repetition(): Language | 'anchor' {
    let language = this.#atom();
    if (language === 'anchor') return language;
    for (;;) {
      const next = this.#peek();
      if (next === '*') language = this.#languages.repeated(language);
      else if (next === '+')
        language = this.#languages.sequence(language, this.#languages.repeated(language));
      else if (next === '?') language = this.#languages.either([this.#languages.empty, language]);
      else if (next === '{' && this.#counts() !== undefined) {
        language = this.#counted(language);
        continue;
      } else return language;
      this.#at++;
      // Lazy or greedy: the same texts.
      if (this.#peek() === '?') this.#at++;
    }
  }

  #counts(): readonly [from: number, to: number | undefined, length: number] | undefined {
    const match = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at, this.#at + 12));
    if (match === null) return undefined;
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : match[3] === '' ? undefined : Number(match[3]);
    return [from, to, match[0].length];
  }

  #counted(body: Language): Language {
    const [from, to, length] = this.#counts() ?? [0, 0, 0];
    if (from > MAX_REPEAT || (to ?? 0) > MAX_REPEAT) throw new Unsupported();
    this.#at += length;
    if (this.#peek() === '?') this.#at++;
    const fixed = Array.from({ length: from }, () => body);
    if (to === undefined) return this.#languages.sequenceOf([...fixed, this.#languages.repeated(body)]);
    const maybe = this.#languages.either([this.#languages.empty, body]);
    return this.#languages.sequenceOf([...fixed, ...Array.from({ length: to - from }, () => maybe)]);
  }

  #atom(): Language | 'anchor' {
    const unit = this.#take();
    switch (unit) {
      case '^':
      case '$':
        return 'anchor';
      case '.':
        return this.#languages.unit(complement([[LINE_END, LINE_END]]));
      case '(':
        return this.#group();
      case '[':
        return this.#languages.unit(this.#classRanges());
      case '\\':
        return this.#languages.unit(this.#escape());
      default:
        return this.#literal(unit);
    }
  }

  #literal(unit: string): Language {
    const code = unit.charCodeAt(0);
    if (code >= 0xd800 && code <= 0xdfff) throw new Unsupported();
    return this.#languages.unit([[code, code]]);
  }

  #group(): Language {
    if (this.#peek() === '?') {
      const head = /^\?(:|P?<[A-Za-z_]\w{0,60}>)/.exec(this.#text.slice(this.#at, this.#at + 70));
      if (head === null) throw new Unsupported();
      this.#at += head[0].length;
    }
    const body = this.#alternatives();
    if (this.#take() !== ')') throw new Unsupported();
    return body;
  }

  #escape(): readonly Range[] {
    const unit = this.#take();
    const known = CLASSES.get(unit.toLowerCase());
    if (known !== undefined) return unit === unit.toLowerCase() ? known : complement(known);
    const control = CONTROLS.get(unit);
    if (control !== undefined) return [[control, control]];
    if (/[A-Za-z0-9]/.test(unit)) throw new Unsupported();
    const code = unit.charCodeAt(0);
    return [[code, code]];
  }

  #classRanges(): readonly Range[] {
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at++;
    const ranges: Range[] = [];
    let isFirst = true;
    while (this.#at < this.#text.length && (isFirst || this.#peek() !== ']')) {
      isFirst = false;
      if (this.#text.startsWith('[:', this.#at)) throw new Unsupported();
      for (const range of this.#classMember()) ranges.push(range);
    }
    this.#at++;
    return isNegated ? complement(ranges) : mergeRanges(ranges);
  }

  #classMember(): readonly Range[] {
    const low = this.#classUnit();
    if (low.length !== 1 || this.#peek() !== '-' || this.#text[this.#at + 1] === ']') return low;
    const [from] = low;
    if (from === undefined || from[0] !== from[1]) return low;
    this.#at++;
    const [to] = this.#classUnit();
    if (to === undefined || to[0] !== to[1] || to[0] > MAX_UNIT) throw new Unsupported();
    return [[from[0], to[0]]];
  }

  #classUnit(): readonly Range[] {
    const unit = this.#take();
    if (unit === '\\') return this.#escape();
    const code = unit.charCodeAt(0);
    if (code >= 0xd800 && code <= 0xdfff) throw new Unsupported();
    return [[code, code]];
  }
}

const CLASSES: ReadonlyMap<string, readonly Range[]> = new Map([
  ['d', [[0x30, 0x39]]],
  [
    'w',
    [
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x5f, 0x5f],
      [0x61, 0x7a],
    ],
  ],
  [
    's',
    [
      [9, 10],
      [12, 13],
      [32, 32],
    ],
  ],
]);

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['f', 12],
  ['r', 13],
]);
