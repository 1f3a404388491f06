/** Collects the problems of one document: few, in order, one per mistake. */
import { MAX_PROBLEMS } from './limits.ts';
import type { YamlProblem, YamlProblemCode } from './node.ts';

/** Hostile text has a mistake per character; what is kept while parsing bounds memory, `tidy` bounds what is shown. */
const MAX_COLLECTED = 20 * MAX_PROBLEMS;

const LIMITS: ReadonlySet<YamlProblemCode> = new Set(['too-deep', 'too-large', 'too-many-aliases']);

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
   * Sorted by position. A mistake makes the parser stumble several times: of the syntax problems on one line, and of
   * equal ones on lines that follow each other, the first is kept. A limit that was passed is the only problem.
   */
  tidy(text: string): readonly YamlProblem[] {
    const limit = this.#problems.find(({ code }) => LIMITS.has(code));
    if (limit !== undefined) return [limit];
    const sorted = this.#problems
      .filter(({ start }) => start <= text.length)
      .sort((a, b) => a.start - b.start || a.end - b.end);
    const kept: YamlProblem[] = [];
    let lineEnd = -1;
    let nextLineEnd = -1;
    let detail: string | number | undefined;
    for (const problem of sorted) {
      if (kept.length === MAX_PROBLEMS) break;
      if (problem.code === 'syntax') {
        if (problem.start <= lineEnd) continue;
        const isRepeated = problem.start <= nextLineEnd && problem.data['detail'] === detail;
        lineEnd = endOfLine(text, problem.start);
        nextLineEnd = endOfLine(text, lineEnd + 1);
        detail = problem.data['detail'];
        if (isRepeated) continue;
      }
      kept.push(problem);
    }
    return kept;
  }
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}
