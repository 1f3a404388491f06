/** Whether a rule that says nothing about an object would have said something, had there been anything to find. */
import type { Check, TextCheck } from './check.ts';
import type { SeveritySetting } from './finding.ts';
import { isChosen } from './rule-sets.ts';
import type { Slot } from './slot.ts';
import type { Conclusions } from './suppression-remarks.ts';
import type { World } from './world.ts';

interface Running {
  readonly checks: ReadonlyMap<string, Check>;
  readonly textChecks: ReadonlyMap<string, TextCheck>;
  severity(rule: string): SeveritySetting | undefined;
}

/**
 * A rule that asked how complete the world is may be quiet for that reason only: the same files, checked as a complete
 * world, could have a finding. Other tools look at a cluster, so only what one document shows settles anything for them,
 * unless the files are the whole cluster.
 */
export function conclusionsIn(world: World, { checks, textChecks, severity }: Running): Conclusions {
  const isComplete = world.config.completeness === 'complete';
  const completeness = world.derived.cell(world.configuration.part, 'completeness');
  /** Rules that have asked about an object of a list of objects. */
  const asked = new WeakMap<readonly Slot[], Set<string>>();
  const askedIn = (slots: readonly Slot[]) => {
    const known = asked.get(slots);
    if (known !== undefined) return known;
    const asking = slots.flatMap(({ evaluations }) =>
      evaluations.flatMap((evaluation) => evaluation.askedForCompleteness(completeness)),
    );
    const rules = new Set(asking.map(({ id }) => id));
    asked.set(slots, rules);
    return rules;
  };
  const textRules = new Set([...textChecks.values()].map(({ id }) => id));
  const isRunning = (rule: string) => {
    const check = checks.get(rule);
    return check === undefined ? textRules.has(rule) : isChosen(check, world.baseConfig);
  };
  const runs = (rule: string) => isRunning(rule) && severity(rule) !== 'off';
  return {
    ofRule: (rule, slots) => runs(rule) && (isComplete || !askedIn(slots).has(rule)),
    ofCode(rules, slot) {
      const looking = rules.filter((rule) => checks.get(rule)?.kinds.includes(slot.kindId) === true);
      const isSettled = (rule: string) => isComplete || checks.get(rule)?.scope === 'document';
      return looking.length > 0 && rules.every(runs) && looking.every(isSettled);
    },
  };
}
