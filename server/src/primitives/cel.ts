/**
 * The grammar of the Common Expression Language, as the parser of istiod knows it: whether a text is an expression at
 * all. Neither names nor types are looked at.
 */

export interface CelFault {
  /** What is wrong, in words behind the text. */
  readonly problem: string;
  /** UTF-16 offset of it. */
  readonly offset: number;
}

/** What is wrong with a text; undefined: it is an expression, or one that only some parsers take. */
export function celFault(text: string): CelFault | undefined {
  try {
    const tokens = tokensOf(text);
    new Parser(tokens).whole();
    return undefined;
  } catch (error) {
    if (error instanceof Fault)
      return error.isUnsure ? undefined : { problem: error.message, offset: error.offset };
    throw error;
  }
}

class Fault extends Error {
  readonly offset: number;
  /** Parsers may be set up to take it. */
  readonly isUnsure: boolean;

  constructor(problem: string, offset: number, isUnsure = false) {
    super(problem);
    this.offset = offset;
    this.isUnsure = isUnsure;
  }
}

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'word' | 'sign' | 'end';
  readonly text: string;
  readonly offset: number;
}

/** Words that are values or operators, and never the name of a field. */
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

/** Words that a later version of the language may use; fields may be named so. */
const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const SIGNS = ['&&', '||', '==', '!=', '<=', '>=', ...'<>+-*/%!?:.,()[]{}'];
const BLANK = /[ \t\r\n\f]+/y;
const COMMENT = /\/\/[^\n]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER =
  /0x[0-9A-Fa-f]+[uU]?|[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[uU]?/y;
const QUOTE = /(?:[rR][bB]?|[bB][rR]?)?("""|'''|"|')/y;
const ESCAPE = /\\(?:[abfnrtv"'\\?`]|[xX][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-3][0-7]{2})/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const passed = match(BLANK) ?? match(COMMENT);
    if (passed !== null) {
      at += passed[0].length;
      continue;
    }
    const quote = match(QUOTE);
    const found = quote ?? match(NAME) ?? match(NUMBER);
    const end =
      quote === null
        ? at + (found?.[0] ?? SIGNS.find((sign) => text.startsWith(sign, at)) ?? '').length
        : endOfText(text, at + quote[0].length, quote);
    if (end === at) throw unknownSign(text, at);
    const word = text.slice(at, end);
    tokens.push({ kind: kindOf(word, quote !== null), text: word, offset: at });
    at = end;
  }
  tokens.push({ kind: 'end', text: '', offset: text.length });
  return tokens;
}

function kindOf(word: string, isQuoted: boolean): Token['kind'] {
  if (isQuoted) return 'text';
  if (WORDS.has(word)) return 'word';
  if (/^[A-Za-z_]/.test(word)) return 'name';
  return /^\.?[0-9]/.test(word) ? 'number' : 'sign';
}

function unknownSign(text: string, at: number): Fault {
  const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (sign === '`') return new Fault('', at, true);
  const meant =
    sign === '=' ? '; equality is "=="' : sign === '&' || sign === '|' ? `; it is "${sign}${sign}"` : '';
  return new Fault(`has "${sign}", which stands for nothing there${meant}`, at);
}

function endOfText(text: string, start: number, opening: RegExpExecArray): number {
  const quote = opening[1] ?? '"';
  const isRaw = /[rR]/.test(opening[0].slice(0, -quote.length));
  for (let at = start; at < text.length; ) {
    if (text.startsWith(quote, at)) return at + quote.length;
    const unit = text[at];
    if (quote.length === 1 && (unit === '\n' || unit === '\r')) break;
    if (unit !== '\\' || isRaw) {
      at++;
      continue;
    }
    ESCAPE.lastIndex = at;
    const written = ESCAPE.exec(text);
    if (written === null) {
      throw new Fault(`has the escape "${text.slice(at, at + 2)}", which there is not`, at);
    }
    at += written[0].length;
  }
  throw new Fault('has a text in quotes that is not closed', opening.index);
}

/** Deeper ones are left alone. */
const DEEPEST = 100;

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): void {
    this.#expression();
    if (this.#next.kind !== 'end') throw this.#unexpected();
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #takes(...signs: readonly string[]): boolean {
    const { kind, text } = this.#next;
    if ((kind !== 'sign' && kind !== 'word') || !signs.includes(text)) return false;
    this.#at++;
    return true;
  }

  #needs(sign: string): void {
    if (!this.#takes(sign)) throw this.#unexpected(` instead of "${sign}"`);
  }

  #unexpected(instead = ''): Fault {
    const { kind, text, offset } = this.#next;
    return kind === 'end'
      ? new Fault(instead === '' ? 'ends where a value has to follow' : `ends${instead}`, offset)
      : new Fault(`has "${text}" at a place where it cannot stand${instead}`, offset);
  }

  #expression(): void {
    if (++this.#depth > DEEPEST) throw new Fault('', this.#next.offset, true);
    this.#operations();
    if (this.#takes('?')) {
      this.#operations();
      this.#needs(':');
      this.#expression();
    }
    this.#depth--;
  }

  /** What binds how tightly changes the meaning, and not whether it can be read. */
  #operations(): void {
    do this.#unary();
    while (this.#takes('||', '&&', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%'));
  }

  #unary(): void {
    if (this.#takes('!')) while (this.#takes('!'));
    else while (this.#takes('-'));
    this.#takesNegativeNumber();
    this.#member();
  }

  /** A minus belongs to a number behind it, so that `!-1` can be read and `!-a` cannot. */
  #takesNegativeNumber(): void {
    const { kind, text } = this.#next;
    if (kind === 'sign' && text === '-' && this.#tokens[this.#at + 1]?.kind === 'number') this.#at++;
  }

  #member(): void {
    let isName = this.#primary();
    for (;;) {
      if (this.#takes('.')) {
        if (this.#takes('?')) throw new Fault('', this.#next.offset, true);
        if (this.#next.kind !== 'name') throw this.#unexpected(' instead of a name');
        this.#at++;
        if (this.#takes('(')) {
          this.#list(')');
          isName = false;
        }
      } else if (this.#takes('[')) {
        if (this.#takes('?')) throw new Fault('', this.#next.offset, true);
        this.#expression();
        this.#needs(']');
        isName = false;
      } else if (isName && this.#takes('{')) {
        this.#entries(true);
        isName = false;
      } else return;
    }
  }

  /** @returns whether it is a name, which may go on and name a message */
  #primary(): boolean {
    const { kind, text, offset } = this.#next;
    if (kind === 'number' || kind === 'text' || (kind === 'word' && text !== 'in')) {
      this.#at++;
      return false;
    }
    if (this.#takes('(')) {
      this.#expression();
      this.#needs(')');
      return false;
    }
    if (this.#takes('[')) {
      this.#list(']');
      return false;
    }
    if (this.#takes('{')) {
      this.#entries(false);
      return false;
    }
    this.#takes('.');
    if (this.#next.kind !== 'name') throw this.#unexpected();
    const name = this.#next.text;
    this.#at++;
    if (this.#takes('(')) {
      const start = this.#at;
      this.#list(')');
      if (name === 'has') this.#checkSelection(start, offset);
      return false;
    }
    const isMessage = this.#next.text === '{' || this.#next.text === '.';
    if (RESERVED.has(name) && !isMessage) {
      throw new Fault(`has "${name}" as a name, which the language keeps for itself`, offset);
    }
    return true;
  }

  /** `has()` asks for a field: `has(a.b)`, not `has(a)` or `has(a["b"])`. */
  #checkSelection(start: number, offset: number): void {
    const inside = this.#tokens.slice(start, this.#at - 1);
    // With another number of values it is any function.
    if (inside.length === 0 || inside.some(({ text }) => text === ',')) return;
    const isField = inside.at(-1)?.kind === 'name' && inside.at(-2)?.text === '.';
    const mayBeField = inside.at(-1)?.text === ')' && inside[0]?.text === '(';
    if (!isField && !mayBeField) throw new Fault('has "has(…)" around something else than a field', offset);
  }

  /** Behind the opening sign; a list may end with a comma, the values of a call may not. */
  #list(end: ')' | ']'): void {
    if (this.#takes(end)) return;
    if (end === ']' && this.#takes(',')) {
      this.#needs(']');
      return;
    }
    for (;;) {
      if (end === ']' && this.#takes('?')) throw new Fault('', this.#next.offset, true);
      this.#expression();
      if (!this.#takes(',')) break;
      if (end === ']' && this.#takes(']')) return;
    }
    this.#needs(end);
  }

  /** Behind the opening brace; fields of a message have names, keys of a map are values. */
  #entries(isMessage: boolean): void {
    if (this.#takes('}')) return;
    if (this.#takes(',')) {
      this.#needs('}');
      return;
    }
    for (;;) {
      if (this.#takes('?')) throw new Fault('', this.#next.offset, true);
      if (!isMessage) this.#expression();
      else if (this.#next.kind === 'name') this.#at++;
      else throw this.#unexpected(' instead of a name');
      this.#needs(':');
      this.#expression();
      if (!this.#takes(',')) break;
      if (this.#takes('}')) return;
    }
    this.#needs('}');
  }
}
