/** The request behind the blast radius; types for both sides. */

interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What the files as they are do beside what they were. */
export const BLAST_RADIUS = 'meshwright/blastRadius';

export interface BlastRadiusParams {
  /** A file of the world that is asked about. */
  readonly uri: string;
  /** Files that are others now; `null`: it was not there. */
  readonly base: readonly { readonly uri: string; readonly text: string | null }[];
}

export interface BlastRadiusItem {
  readonly group: 'elsewhere' | 'gain' | 'lose' | 'other' | 'unjudged';
  readonly text: string;
  readonly detail: string;
  readonly place?: { readonly uri: string; readonly range: TextRange };
  /** What the request panel is asked with. */
  readonly attempt?: unknown;
}

export interface BlastLens {
  readonly text: string;
  readonly place: { readonly uri: string; readonly range: TextRange };
}

export interface BlastRadiusResult {
  readonly items: readonly BlastRadiusItem[];
  readonly lenses: readonly BlastLens[];
  /** Objects that are others. */
  readonly changed: number;
  /** Requests that were not compared. */
  readonly left: number;
  /** Why nothing can be said. */
  readonly unknown?: string;
}
