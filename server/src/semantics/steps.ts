/** The reasons of an answer: made while it is found, each with the place that decided it. */
import type { ResourceRef } from '../model/resource.ts';

/** `decided`: the answer came of it; `passed`: held, and the search went on; `rejected`: ruled out; `note`: worth knowing. */
export type StepOutcome = 'decided' | 'passed' | 'rejected' | 'note';

export interface Step {
  readonly text: string;
  readonly outcome: StepOutcome;
  /** The built-in answers (a default, a missing service) stand nowhere. */
  readonly place: { readonly resource: ResourceRef; readonly path: string } | undefined;
}

/** Collects the steps of one question. */
export class Trail {
  readonly steps: Step[] = [];

  add(outcome: StepOutcome, text: string, resource?: ResourceRef, path = 'metadata.name'): void {
    this.steps.push({ text, outcome, place: resource && { resource, path } });
  }
}
