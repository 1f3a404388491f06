/** What a code lens is, before and after its text is made. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Location } from '../navigation/location.ts';

export interface CodeLensOptions {
  readonly references: boolean;
  readonly routes: boolean;
  readonly selectors: boolean;
  /** Above what can be explained in words. */
  readonly explain: boolean;
  /** Above what a preview panel shows. */
  readonly panels: boolean;
  /** Above tests of `*.mesh-test.yaml`. */
  readonly tests: boolean;
}

/** Plain data that finds the lens again, when its text is asked for. */
export interface LensKey {
  readonly kind: keyof CodeLensOptions;
  /** Key of the object, and its position among those of the file, for objects that are written twice. */
  readonly resource: string;
  readonly index: number;
  /** What it is about; empty: the object. */
  readonly path: string;
}

export interface CodeLens {
  /** In file offsets. */
  readonly range: OffsetRange;
  readonly key: LensKey;
}

export interface LensText {
  readonly title: string;
  /** What opens when it is clicked. */
  readonly locations: readonly Location[];
  /** What a click does instead, when the editor has a command for it. */
  readonly action?: LensAction;
}

/** `explain`: the resource at the lens. `run`: the test with this id. `show`: the panel of this name. */
export type LensAction =
  | { readonly does: 'explain' }
  | { readonly does: 'run'; readonly test: string }
  | { readonly does: 'show'; readonly panel: string };
