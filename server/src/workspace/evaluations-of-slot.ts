/** Which evaluations an object has: those of the checks of its kind that were chosen. */
import type { KindId } from '../base/kind-id.ts';
import type { Check } from './check.ts';
import { checksOfKind } from './checks-of-kind.ts';
import { Evaluation, type EvaluationHost } from './evaluation.ts';
import { isChosen } from './rule-sets.ts';
import { SingleEvaluation, SingleReader } from './single-evaluation.ts';
import type { Slot, SlotEvaluation } from './slot.ts';
import type { WorldConfig } from './world-config.ts';

interface KindChecks {
  /** All together: they look at the resource and at configuration only. */
  readonly document: readonly Check[];
  /** Each by itself, so that an edit runs only those that it reaches. */
  readonly workspace: readonly Check[];
}

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
    const { document, workspace } = this.#checksOf(kind);
    if (this.#single !== undefined) {
      const all = [...workspace, ...document];
      return all.length === 0 ? [] : [new SingleEvaluation(this.#host, this.#single, slot, all)];
    }
    const evaluations = workspace.map((check) => new Evaluation(this.#host, slot, [check]));
    if (document.length > 0) evaluations.push(new Evaluation(this.#host, slot, document));
    return evaluations;
  }

  #checksOf(kind: KindId): KindChecks {
    let checks = this.#byKind.get(kind);
    if (checks === undefined) {
      const own = checksOfKind(this.#checks, kind).filter((check) => isChosen(check, this.#config));
      checks = {
        document: own.filter(({ scope }) => scope === 'document'),
        workspace: own.filter(({ scope }) => scope === 'workspace'),
      };
      this.#byKind.set(kind, checks);
    }
    return checks;
  }
}
