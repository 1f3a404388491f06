/**
 * A part of the engine that threw is a defect of ours, never the user's: what it was making is missing, everything else
 * goes on, and it is reported once for each object.
 */
export interface FailedPart {
  readonly kind: 'rule' | 'table' | 'derived read' | 'reading of' | 'rendering';
  /** Of the rule, table or derived read; what is read. */
  readonly id: string;
}

export interface FailurePlace {
  readonly uri: string;
  /** Key of the object; empty where no single one is at fault. */
  readonly key: string;
}

/** Fatal in tests, logged by hosts. */
export type FailureListener = (part: FailedPart, at: FailurePlace, error: unknown) => void;

/** Tells of each failure once, however often the part is run again: a model that throws fails for all who read it. */
export class Failures {
  readonly #listener: FailureListener;
  readonly #told = new Set<string>();
  readonly #errors = new WeakSet<object>();

  constructor(listener: FailureListener) {
    this.#listener = listener;
  }

  report(part: FailedPart, at: FailurePlace, error: unknown): void {
    const name = `${part.kind} ${part.id} ${at.uri} ${at.key}`;
    if (this.#told.has(name)) return;
    this.#told.add(name);
    if (typeof error === 'object' && error !== null) {
      if (this.#errors.has(error)) return;
      this.#errors.add(error);
    }
    this.#listener(part, at, error);
  }
}
