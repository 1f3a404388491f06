/**
 * The one run of all checks on a resource, where nobody edits anything afterwards: nothing is written down of what they
 * read, but who asked how complete the world is.
 */
import type { Check } from './check.ts';
import type { ChecksByField } from './checks-by-field.ts';
import { type EvaluationHost, runChecks } from './evaluation.ts';
import type { Finding } from './finding.ts';
import type { Slot, SlotEvaluation } from './slot.ts';
import { UnrecordedReader } from './unrecorded-reader.ts';
import type { WorldConfig } from './world-config.ts';

/** Reads for the checks of a world, one after the other; what the configuration says is kept. */
export class SingleReader extends UnrecordedReader {
  /** A check has asked since this was set to false. */
  hasAskedForCompleteness = false;
  readonly #config = new Map<keyof WorldConfig, unknown>();

  override config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    if (key === 'completeness') this.hasAskedForCompleteness = true;
    const known = this.#config.get(key);
    if (known !== undefined) return known as WorldConfig[Key];
    const value = super.config(key);
    this.#config.set(key, value);
    return value;
  }
}

export class SingleEvaluation implements SlotEvaluation {
  readonly slot: Slot;
  findings: readonly Finding[] = [];
  isPending = false;
  readonly #host: EvaluationHost;
  readonly #reader: SingleReader;
  readonly #checks: ChecksByField;
  #asking: Check[] = [];

  constructor(host: EvaluationHost, reader: SingleReader, slot: Slot, checks: ChecksByField) {
    this.#host = host;
    this.#reader = reader;
    this.slot = slot;
    this.#checks = checks;
  }

  get checks(): readonly Check[] {
    return this.#checks.all;
  }

  markPending(): void {
    if (this.isPending || this.slot.isRemoved) return;
    this.isPending = true;
    this.#host.enqueue(this);
  }

  run(): void {
    this.isPending = false;
    this.forget();
    const reader = this.#reader;
    reader.hasAskedForCompleteness = false;
    const findings = runChecks(this.#host, this.slot, this.#checks, reader, (check) => {
      if (reader.hasAskedForCompleteness) this.#asking.push(check);
      reader.hasAskedForCompleteness = false;
    });
    if (findings.length + this.findings.length > 0) this.slot.findingRuns += 1;
    this.findings = findings;
  }

  /** Those that look at the resource alone count together, as they do where they run together. */
  askedForCompleteness(): readonly Check[] {
    const isAlone = ({ scope }: Check) => scope === 'document';
    if (!this.#asking.some(isAlone)) return this.#asking;
    return [...this.#asking, ...this.checks.filter(isAlone)];
  }

  forget(): void {
    this.#asking = [];
  }
}
