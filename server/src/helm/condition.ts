/**
 * Whether a branch of a template is taken, as far as values files tell: paths of `.Values`, literals, and the few functions
 * that people write conditions with. Everything else is not known, and nothing is concluded from it.
 */
import type { JsonValue } from '../base/json.ts';
import type { Action } from './actions.ts';
import type { Branch } from './blocks.ts';
import { isValues, type Values } from './values.ts';

/** `undefined`: not known. */
export type Taken = boolean | undefined;

/** @param values undefined when they are not known */
export function isTaken(branch: Branch, values: Values | undefined): Taken {
  const { kind } = branch.block;
  if (values === undefined || kind === 'define' || kind === 'block') return undefined;
  const isRoot = !dotChanges(branch.block.parent);
  let taken = holds(branch.opener, values, isRoot);
  for (let at = branch.previous; at !== undefined; at = at.previous) {
    const earlier = holds(at.opener, values, isRoot);
    if (earlier === true) return false;
    if (earlier === undefined && taken === true) taken = undefined;
  }
  return taken;
}

/** Inside of `with`, `range` and definitions the dot means something else. */
function dotChanges(branch: Branch | undefined): boolean {
  for (let at = branch; at !== undefined; at = at.block.parent) {
    const { kind } = at.block;
    if (kind === 'define' || kind === 'block') return true;
    if ((kind === 'with' || kind === 'range') && at.index === 0) return true;
  }
  return false;
}

function holds({ kind, text }: Action, values: Values, isRoot: boolean): Taken {
  const words = text.replace(/^else\b/, '').trim();
  if (kind === 'else' && words === '') return true;
  const match = /^(if|with|range)\b/.exec(words);
  if (match === null) return undefined;
  // `$i, $host := …`
  const condition = words.slice(match[0].length).replace(/^\s*\$\w*(?:\s*,\s*\$\w*)?\s*:=/, '');
  const result = new Reader(condition, values, isRoot).read();
  if (result === UNKNOWN || (match[1] === 'range' && typeof result === 'number')) return undefined;
  return isTrue(result);
}

const UNKNOWN = Symbol('unknown');
/** `undefined` is `nil`. */
type Result = JsonValue | undefined | typeof UNKNOWN;

// A text without an end goes on to the end, so that it is looked at once; it is not known then.
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|\\?$)|`[^`]*`|[()|]|[^\s()|"`]+/gs;
const MAX_TOKENS = 200;
const MAX_DEPTH = 30;

class Reader {
  readonly #tokens: readonly string[];
  readonly #values: Values;
  readonly #isRoot: boolean;
  #at = 0;

  constructor(text: string, values: Values, isRoot: boolean) {
    this.#tokens = text.match(TOKEN) ?? [];
    this.#values = values;
    this.#isRoot = isRoot;
  }

  read(): Result {
    if (this.#tokens.length > MAX_TOKENS) return UNKNOWN;
    const result = this.#pipeline(0);
    return this.#at < this.#tokens.length ? UNKNOWN : result;
  }

  #pipeline(depth: number): Result {
    if (depth > MAX_DEPTH) return UNKNOWN;
    let result = this.#command([], depth);
    while (this.#tokens[this.#at] === '|') {
      this.#at++;
      result = this.#command([result], depth);
    }
    return result;
  }

  /** `piped`: the last argument. */
  #command(piped: readonly Result[], depth: number): Result {
    const head = this.#tokens[this.#at];
    const make = head === undefined ? undefined : FUNCTIONS.get(head);
    if (make !== undefined) this.#at++;
    const operands: Result[] = [];
    for (let token = this.#tokens[this.#at]; token !== undefined && token !== '|' && token !== ')'; ) {
      operands.push(this.#operand(token, depth));
      token = this.#tokens[this.#at];
    }
    if (make !== undefined) return make([...operands, ...piped]);
    return operands.length === 1 && piped.length === 0 ? operands[0] : UNKNOWN;
  }

  #operand(token: string, depth: number): Result {
    this.#at++;
    if (token === '(') {
      const inner = this.#pipeline(depth + 1);
      if (this.#tokens[this.#at] !== ')') return UNKNOWN;
      this.#at++;
      return inner;
    }
    if (token.startsWith('"')) return textIn(token);
    if (token.startsWith('`')) return token.slice(1, -1);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'nil') return undefined;
    if (/^-?\d{1,15}$/.test(token)) return Number(token);
    const path = /^(\$?)\.Values((?:\.[A-Za-z_]\w*)*)$/.exec(token);
    if (path === null || (path[1] === '' && !this.#isRoot)) return UNKNOWN;
    return valueAt(this.#values, (path[2] ?? '').split('.').slice(1));
  }
}

function textIn(token: string): Result {
  try {
    return JSON.parse(token) as string;
  } catch {
    return UNKNOWN;
  }
}

/** A key of what is not there does not render. */
function valueAt(values: Values, keys: readonly string[]): Result {
  let at: JsonValue | undefined = values;
  for (const key of keys) {
    if (!isValues(at)) return UNKNOWN;
    at = Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at ?? undefined;
}

function isTrue(value: Exclude<Result, typeof UNKNOWN>): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isValues(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function truthOf(value: Result): Taken {
  return value === UNKNOWN ? undefined : isTrue(value);
}

type Operation = (operands: readonly Result[]) => Result;

/** Decided by the first operand that is `decides`, whatever is not known before it. */
const firstThat =
  (decides: boolean): Operation =>
  (operands) => {
    if (operands.some((operand) => truthOf(operand) === decides)) return decides;
    return operands.includes(UNKNOWN) ? UNKNOWN : operands.at(-1);
  };

const isEqual: Operation = ([first, ...others]) => {
  if (first === UNKNOWN || typeof first === 'object' || others.length === 0) return UNKNOWN;
  const results = others.map((other) => (typeof other === typeof first ? other === first : UNKNOWN));
  return firstThat(true)(results);
};

const not: Operation = ([only, ...others]) => {
  const truth = truthOf(only);
  return truth === undefined || others.length > 0 ? UNKNOWN : !truth;
};

const FUNCTIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['not', not],
  ['empty', not],
  ['and', firstThat(false)],
  ['or', firstThat(true)],
  ['eq', isEqual],
  ['ne', (operands) => not([isEqual(operands)])],
  ['default', ([otherwise, value]) => (value === UNKNOWN ? UNKNOWN : isTrue(value) ? value : otherwise)],
]);
