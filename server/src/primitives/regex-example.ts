/**
 * A short text that a regular expression matches. Reads the common part of RE2's syntax and takes the first way through
 * it; the result is put to the engine itself, so what this reader misunderstands gives no example instead of a wrong one.
 */
import { lookUp } from '../base/look-up.ts';
import { compileRe2 } from './regex.ts';

const MAX_LENGTH = 60;

/** `whole`: the text must match as a whole; `somewhere`: a part of it may. Undefined when none is found. */
export function regexExample(pattern: string, match: 'whole' | 'somewhere'): string | undefined {
  const compiled = compileRe2(pattern);
  if (!compiled.ok) return undefined;
  for (const filler of ['x', '1', 'a']) {
    const text = new ExampleReader(pattern, filler).alternatives();
    if (text.length > MAX_LENGTH) continue;
    const isMatch = match === 'whole' ? compiled.matchesWhole(text) : compiled.matchesSomewhere(text);
    if (isMatch) return text;
  }
  return undefined;
}

/** Characters that stand for a class of them. */
const ESCAPES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };
/** Escapes that stand for a place, not for a character. */
const ANCHORS = 'bBAzZ';
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };

class ExampleReader {
  readonly #pattern: string;
  readonly #filler: string;
  #at = 0;

  constructor(pattern: string, filler: string) {
    this.#pattern = pattern;
    this.#filler = filler;
  }

  /** The first alternative that is not empty; the others are read and dropped. */
  alternatives(): string {
    let chosen = this.#sequence();
    while (this.#pattern[this.#at] === '|') {
      this.#at++;
      const next = this.#sequence();
      if (chosen === '') chosen = next;
    }
    return chosen;
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at] ?? '')) {
      text += this.#repeated(this.#atom());
    }
    return text;
  }

  #atom(): string {
    const character = this.#pattern[this.#at++] ?? '';
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#set();
      case '\\':
        return this.#escape();
      case '.':
        return this.#filler;
      case '^':
      case '$':
        return '';
      default:
        return character;
    }
  }

  #group(): string {
    const ahead = this.#pattern.slice(this.#at, this.#at + 64);
    const name = /^\?(?:P?<[^>]*>|[a-zA-Z-]*:)/.exec(ahead);
    const flags = /^(\?[a-zA-Z-]+)\)/.exec(ahead);
    this.#at += (name?.[0] ?? flags?.[1] ?? '').length;
    const text = this.alternatives();
    this.#at++;
    return text;
  }

  /** One character of a class: of a negated one, the filler. */
  #set(): string {
    const isNegated = this.#pattern[this.#at] === '^';
    if (isNegated) this.#at++;
    const start = this.#at;
    let first: string | undefined;
    while (this.#at < this.#pattern.length && (this.#at === start || this.#pattern[this.#at] !== ']')) {
      if (this.#pattern.startsWith('[:', this.#at) && this.#pattern.includes(':]', this.#at)) {
        this.#at = this.#pattern.indexOf(':]', this.#at) + 2;
        first ??= 'a';
        continue;
      }
      const character = this.#pattern[this.#at++] ?? '';
      const read = character === '\\' ? this.#escape() : character;
      first ??= read;
    }
    this.#at++;
    return isNegated ? this.#filler : (first ?? '');
  }

  #escape(): string {
    const character = this.#pattern[this.#at++] ?? '';
    if (ANCHORS.includes(character)) return '';
    return lookUp(ESCAPES, character) ?? lookUp(CONTROLS, character) ?? character;
  }

  /** Optional parts are left out where they are long, and taken once where they are a letter or two. */
  #repeated(text: string): string {
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#pattern.slice(this.#at, this.#at + 16));
    if (quantifier === null) return text;
    this.#at += quantifier[0].length;
    const least = Number(quantifier[1] ?? '1');
    return text.repeat(Math.min(least, MAX_LENGTH + 1));
  }
}
