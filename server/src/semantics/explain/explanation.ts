/** What explanations are made of. */
import type { ResourceRef } from '../../model/resource.ts';

export interface Sentence {
  readonly text: string;
  /** Path in the resource that is explained, or a place in another. */
  readonly place?: { readonly resource: ResourceRef; readonly path: string };
}

export interface Verification {
  /** With names filled in, to be run on a cluster. */
  readonly command: string;
  /** What to expect. */
  readonly expect: string;
}

export interface Explanation {
  readonly title: string;
  readonly does: readonly Sentence[];
  /** Whom it concerns. */
  readonly concerns: readonly Sentence[];
  /** What it wins or loses against. */
  readonly conflicts: readonly Sentence[];
  readonly verify: readonly Verification[];
}
