/** A check that throws is a defect of ours. It is told once: what fails for one object fails for many. */
import type { Check } from '../workspace/check.ts';
import type { Slot } from '../workspace/slot.ts';
import { describe, type GuardLog } from './guard.ts';

export function checkFailureLog(
  log: GuardLog,
): (check: Pick<Check, 'id'>, slot: Pick<Slot, 'uri'>, error: unknown) => void {
  const told = new Set<string>();
  return ({ id }, { uri }, error) => {
    if (told.has(id)) return;
    told.add(id);
    log.error(`Rule ${id} failed in ${uri}\n${describe(error)}`);
  };
}
