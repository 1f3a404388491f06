/** Long work that gives way to the browser: in slices of a few milliseconds, the first of them at once. */

/** Half a frame. */
const SLICE_MS = 8;

export interface Slices<Result> {
  /** Undefined: the first slice was not enough, the result is told later. */
  readonly result: Result | undefined;
  /** Nothing is told from here on. */
  cancel(): void;
}

export function inSlices<Result extends object>(
  work: Iterator<void, Result>,
  later: (result: Result) => void,
  now: () => number = () => performance.now(),
): Slices<Result> {
  const slice = (): Result | undefined => {
    const end = now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (now() < end);
    return undefined;
  };
  const first = slice();
  if (first !== undefined) return { result: first, cancel() {} };
  // Unlike timers, messages to oneself wait for nothing but what the browser has to do in between.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const result = slice();
    if (result === undefined) port2.postMessage(undefined);
    else {
      port1.close();
      later(result);
    }
  };
  port2.postMessage(undefined);
  return { result: undefined, cancel: () => port1.close() };
}
