/** Outcomes of what a person asked for: a value, or sentences that say why there is none (exit code 2). */
export type Result<Value> =
  | { readonly isOk: true; readonly value: Value }
  | { readonly isOk: false; readonly problems: readonly string[] };

export function ok<Value>(value: Value): Result<Value> {
  return { isOk: true, value };
}

/** Each problem is one line: sentence case, no full stop. */
export function failure(...problems: readonly string[]): Result<never> {
  return failedWith(problems);
}

/** The same of a list. */
export function failedWith(problems: readonly string[]): Result<never> {
  return { isOk: false, problems };
}
