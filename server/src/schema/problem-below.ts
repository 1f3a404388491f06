/** A problem of a part as one of the whole. */
import { joinPaths } from '../base/node-path.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** @param path of the part, from which the problem's own paths count */
export function problemBelow<Problem extends SchemaProblem>(path: string, problem: Problem): Problem {
  const at = joinPaths(path, problem.path);
  if (problem.code !== 'one-of' && problem.code !== 'unknown-field') return { ...problem, path: at };
  const data = { ...problem.data, parent: joinPaths(path, problem.data.parent) };
  return { ...problem, path: at, data };
}
