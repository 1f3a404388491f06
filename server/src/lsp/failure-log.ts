/** A part of the engine that throws is a defect of ours. It is told once: what fails for one object fails for many. */
import type { FailureListener } from '../workspace/failure.ts';
import { describe, type GuardLog } from './guard.ts';

export function failureLog(log: GuardLog): FailureListener {
  const told = new Set<string>();
  return ({ kind, id }, { uri, key }, error) => {
    const part = `${kind} ${id}`;
    if (told.has(part)) return;
    told.add(part);
    log.error(`The ${part} failed in ${uri}${key === '' ? '' : ` (${key})`}\n${describe(error)}`);
  };
}
