/** Which evaluations an object has: those of the checks of its kind that were chosen. */
import type { KindId } from '../base/kind-id.ts';
import type { Check } from './check.ts';
import { ChecksByField } from './checks-by-field.ts';
import { checksOfKind } from './checks-of-kind.ts';
import { Evaluation, type EvaluationHost } from './evaluation.ts';
import { isChosen } from './rule-sets.ts';
import { SingleEvaluation, SingleReader } from './single-evaluation.ts';
import type { Slot, SlotEvaluation } from './slot.ts';
import type { WorldConfig } from './world-config.ts';

/** Each list is one evaluation. */
type KindChecks = readonly ChecksByField[];

export class EvaluationsOfSlot {
  readonly #host: EvaluationHost;
  readonly #checks: readonly Check[];
  readonly #config: WorldConfig;
  readonly #single: SingleReader | undefined;
  readonly #byKind = new Map<KindId, KindChecks>();

  constructor(
    host: EvaluationHost,
    {
      checks,
      config,
      isJudgedOnce,
    }: { checks: readonly Check[]; config: WorldConfig; isJudgedOnce: boolean },
  ) {
    this.#host = host;
    this.#checks = checks;
    this.#config = config;
    this.#single = isJudgedOnce ? new SingleReader(host) : undefined;
  }

  /** @param kind as which the object is treated */
  of(slot: Slot, kind: KindId): readonly SlotEvaluation[] {
    const single = this.#single;
    return this.#checksOf(kind).map((checks) =>
      single === undefined
        ? new Evaluation(this.#host, slot, checks)
        : new SingleEvaluation(this.#host, single, slot, checks),
    );
  }

  #checksOf(kind: KindId): KindChecks {
    let checks = this.#byKind.get(kind);
    if (checks === undefined) {
      const own = checksOfKind(this.#checks, kind).filter((check) => isChosen(check, this.#config));
      // Those that look at the resource and at configuration only, all together.
      const document = own.filter(({ scope }) => scope === 'document');
      // Each of the others by itself, so that an edit runs only those that it reaches.
      const workspace = own.filter(({ scope }) => scope === 'workspace').map((check) => [check]);
      const lists =
        this.#single === undefined ? [...workspace, document] : [[...workspace.flat(), ...document]];
      checks = lists.filter((list) => list.length > 0).map((list) => new ChecksByField(list, kind));
      this.#byKind.set(kind, checks);
    }
    return checks;
  }
}
