/**
 * Values of headers that Istio sets: Envoy replaces `%COMMAND(arguments)%` in them, and a literal percent sign is
 * written `%%`. The scanner accepts exactly what the webhook accepts (P-HDRVAL).
 */

export type HeaderValueProblem =
  | 'control-character'
  | 'lone-percent'
  /** A command that starts here and does not end. */
  | 'unterminated'
  | 'bad-arguments';

export type HeaderValueResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly problem: HeaderValueProblem;
      /** UTF-16 offset of the offending character, or of the `%` that is never closed. */
      readonly offset: number;
    };

type State =
  | 'literal'
  | 'name'
  | 'arguments'
  | 'string-start'
  | 'string'
  | 'array-next'
  | 'arguments-end'
  | 'end';

export function checkHeaderValue(text: string): HeaderValueResult {
  const control = controlCharacter(text);
  if (control >= 0) return { ok: false, problem: 'control-character', offset: control };
  let state: State = 'literal';
  let commandStart = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (state === 'literal') {
      if (char !== '%') continue;
      if (at === text.length - 1) return { ok: false, problem: 'lone-percent', offset: at };
      if (text[at + 1] === '%') at++;
      else {
        state = 'name';
        commandStart = at;
      }
    } else if (state === 'string' && char === '\\') {
      if (at === text.length - 1) return { ok: false, problem: 'unterminated', offset: commandStart };
      at++;
    } else {
      const next = step(state, char);
      if (next === undefined) return { ok: false, problem: 'bad-arguments', offset: at };
      state = next;
    }
  }
  return state === 'literal' ? { ok: true } : { ok: false, problem: 'unterminated', offset: commandStart };
}

function step(state: Exclude<State, 'literal'>, char: string): State | undefined {
  switch (state) {
    case 'name':
      return char === '%' ? 'literal' : char === '(' ? 'arguments' : 'name';
    case 'arguments':
      return char === '[' ? 'string-start' : char === ' ' ? state : 'string';
    case 'string-start':
      return char === '"' ? 'string' : spaceStays(state, char);
    case 'string':
      return char === ')' ? 'end' : char === '"' ? 'array-next' : 'string';
    case 'array-next':
      return char === ',' ? 'string-start' : char === ']' ? 'arguments-end' : spaceStays(state, char);
    case 'arguments-end':
      return char === ')' ? 'end' : spaceStays(state, char);
    case 'end':
      return char === '%' ? 'literal' : spaceStays(state, char);
  }
}

function spaceStays(state: State, char: string): State | undefined {
  return char === ' ' ? state : undefined;
}

function controlCharacter(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit < 0x20 && unit !== 0x09) || unit === 0x7f) return at;
  }
  return -1;
}

/** The text with every percent sign doubled, so that it is meant literally. */
export function escapePercents(text: string): string {
  return text.replaceAll('%', '%%');
}
