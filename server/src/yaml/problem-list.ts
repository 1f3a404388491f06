/** Collects the problems of one document: few, in order, one per mistake. */
import { MAX_PROBLEMS } from './limits.ts';
import type { YamlProblem, YamlProblemCode } from './node.ts';

/** Hostile text has a mistake per character; what is kept while parsing bounds memory, `tidy` bounds what is shown. */
const MAX_COLLECTED = 20 * MAX_PROBLEMS;

/** Problems after which the parser guesses how the text goes on. */
const BREAKING: ReadonlySet<YamlProblemCode> = new Set(['syntax', 'tab-indentation']);

const LIMITS: ReadonlySet<YamlProblemCode> = new Set(['too-deep', 'too-large', 'too-many-aliases']);

/** Problems beside which a document is read as it is meant: remarks about style. */
export function isRemark({ code }: YamlProblem): boolean {
  return code === 'ambiguous-scalar' || code === 'repeated-merge-key' || code === 'partly-judged';
}

const NONE: readonly YamlProblem[] = [];

export class ProblemList {
  readonly #problems: YamlProblem[] = [];

  has(code: YamlProblemCode): boolean {
    return this.#problems.some((problem) => problem.code === code);
  }

  add(code: YamlProblemCode, start: number, end: number, data: YamlProblem['data'] = {}): void {
    if (this.#problems.length < MAX_COLLECTED)
      this.#problems.push({ code, start, end: Math.max(end, start + 1), data });
  }

  /** `detail` says in lower case what is wrong. */
  syntax(start: number, end: number, detail: string): void {
    this.add('syntax', start, end, { detail });
  }

  /**
   * Sorted by position. A mistake makes the parser stumble several times: of the problems from a broken line up to the
   * next line that is indented no deeper than the line's parent, the first is kept, and so it is of broken lines in a row. A limit that was passed is the only
   * problem.
   */
  tidy(text: string): readonly YamlProblem[] {
    if (this.#problems.length === 0) return NONE;
    const limit = this.#problems.find(({ code }) => LIMITS.has(code));
    if (limit !== undefined) return [limit];
    const sorted = this.#problems
      .filter(({ start }) => start < text.length || start === 0)
      .map((problem) =>
        problem.end <= text.length ? problem : { ...problem, end: Math.max(text.length, problem.start + 1) },
      )
      .sort((a, b) => a.start - b.start || a.end - b.end);
    const kept: YamlProblem[] = [];
    const broken = new BrokenLines(text);
    for (const problem of sorted) {
      if (kept.length === MAX_PROBLEMS) break;
      if (!isRemark(problem) && broken.covers(problem.start)) continue;
      if (BREAKING.has(problem.code)) {
        const isBehindBroken = broken.isBehindBroken();
        broken.add(problem.start);
        if (isBehindBroken) continue;
      }
      kept.push(problem);
    }
    return kept;
  }
}

/** One walk over the lines of a text that knows where the consequences of a broken line end. */
class BrokenLines {
  readonly #text: string;
  /** Indentation of the lines that the last line looked at stands in, outermost first. */
  readonly #outer: number[] = [];
  #lineStart = 0;
  #nextLine = 0;
  /** Column at or left of which a line starts anew; absent when nothing is broken. */
  #parent: number | undefined;
  /** Where the line behind the last broken one starts. */
  #behindBroken = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** True for places on the broken line, and on those below that belong to its parent. Places come in order. */
  covers(offset: number): boolean {
    this.#walk(offset);
    return this.#parent !== undefined;
  }

  add(offset: number): void {
    this.#walk(offset);
    this.#parent = Math.max(0, this.#outer.at(-2) ?? 0);
    this.#behindBroken = this.#nextLine;
  }

  /** The line looked at last follows a broken one: text of another language has many in a row. */
  isBehindBroken(): boolean {
    return this.#lineStart === this.#behindBroken;
  }

  #walk(offset: number): void {
    const text = this.#text;
    while (this.#nextLine <= offset && this.#nextLine < text.length) {
      this.#lineStart = this.#nextLine;
      const newline = text.indexOf('\n', this.#lineStart);
      this.#nextLine = newline < 0 ? text.length + 1 : newline + 1;
      let at = this.#lineStart;
      while (text[at] === ' ') at++;
      const unit = text[at];
      if (unit === undefined || unit === '\n' || unit === '\r' || unit === '#') continue;
      const indent = at - this.#lineStart;
      while ((this.#outer.at(-1) ?? -1) >= indent) this.#outer.pop();
      this.#outer.push(indent);
      if (this.#parent !== undefined && indent <= this.#parent) this.#parent = undefined;
    }
  }
}
