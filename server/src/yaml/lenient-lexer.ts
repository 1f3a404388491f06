/**
 * The lexer of the `yaml` package, made to go on where the API server's reader goes on: quoted text and flow collections
 * may continue at any column. Whatever is not closed properly is left to the package, whose indentation rules find the
 * end of what a person is still typing.
 */
import { Lexer } from 'yaml';
import { lenientFlowEnd } from './lenient-flow.ts';

/** The parts of the package's lexer that are changed; `lenient-lexer.test.ts` notices when they change their meaning. */
interface LexerParts {
  buffer: string;
  pos: number;
  flowLevel: number;
  /** Columns of indentation that a line needs to go on with the value. */
  indentNext: number;
  parseQuotedScalar(): Generator<string, string | null>;
  parseFlowCollection(): Generator<string, string | null>;
}

/** Looking ahead costs at most this many times the length of the text, whatever brackets stand in it. */
const MAX_LOOK_AHEAD = 4;

/** Tokens of the text; quotes that are closed at or behind `limit` count as never closed. */
export function lenientTokens(text: string, limit: number): Generator<string, void> {
  const lexer = new Lexer();
  const parts = lexer as unknown as LexerParts;
  const quoted = parts.parseQuotedScalar.bind(parts);
  const flow = parts.parseFlowCollection.bind(parts);
  let budget = MAX_LOOK_AHEAD * text.length;
  /** The collection that is being read may go on at any column; what to return to behind it. */
  let outerIndent: number | undefined;
  let isEntered = false;

  parts.parseQuotedScalar = function* () {
    const end = lenientQuoteEnd(parts.buffer, parts.pos, limit, parts.flowLevel > 0);
    if (end === undefined) return yield* quoted();
    yield parts.buffer.slice(parts.pos, end);
    parts.pos = end;
    return parts.flowLevel > 0 ? 'flow' : 'doc';
  };
  parts.parseFlowCollection = function* () {
    if (!isEntered && parts.flowLevel === 1) {
      isEntered = true;
      if (parts.indentNext > 0 && budget > 0) {
        const found = lenientFlowEnd(parts.buffer, parts.pos - 1, Math.min(limit, parts.pos + budget));
        budget -= found.looked;
        if (found.isLenient) {
          outerIndent = parts.indentNext;
          parts.indentNext = 0;
        }
      }
    }
    const next = yield* flow();
    if (parts.flowLevel === 0) {
      isEntered = false;
      if (outerIndent !== undefined) parts.indentNext = outerIndent;
      outerIndent = undefined;
    }
    return next;
  };
  return lexer.lex(text) as Generator<string, void>;
}

/**
 * End of the quoted text at `start` when it has more than one line, is closed, and nothing stands behind it that could
 * not: a quote that was never closed ends at the next opening one, and a word follows that.
 */
function lenientQuoteEnd(text: string, start: number, limit: number, isFlow: boolean): number | undefined {
  const close = closingQuote(text, start);
  if (close < 0 || close >= limit) return undefined;
  if (!text.slice(start, close).includes('\n')) return undefined;
  let at = close + 1;
  while (text[at] === ' ' || text[at] === '\t') at++;
  const next = text[at];
  const isEnd = next === undefined || next === '\n' || next === '\r' || next === '#' || next === ':';
  return isEnd || (isFlow && (next === ',' || next === ']' || next === '}')) ? close + 1 : undefined;
}

function closingQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (quote === "'") {
      if (text[at + 1] !== "'") return at;
      at++;
    } else {
      let escapes = 0;
      while (text[at - 1 - escapes] === '\\') escapes++;
      if (escapes % 2 === 0) return at;
    }
  }
  return -1;
}
