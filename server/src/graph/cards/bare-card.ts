/** A card without what changes with findings and cursors: kept over edits, dressed when it is shown. */
import type { ResourceRef } from '../../model/resource.ts';
import type { GraphPlace } from '../graph-builder.ts';
import type { Card, CardRow, PictureLink } from '../picture/picture.ts';

export interface BareRow extends Omit<CardRow, 'place' | 'findings'> {
  readonly place?: GraphPlace;
}

export interface BareCard extends Omit<Card, 'rows' | 'place' | 'findings' | 'isTouched' | 'isBroken'> {
  readonly rows: readonly BareRow[];
  readonly place?: GraphPlace;
  /** Where findings are its own: a part of an object, or of an object with routes what belongs to none of them. */
  readonly marked?: { readonly place: GraphPlace; readonly isBesideRoutes?: boolean };
  /** Objects that write it: it is touched when one of them is in the open file. */
  readonly writers: readonly ResourceRef[];
}

export interface BareLink extends Omit<PictureLink, 'place'> {
  readonly place?: GraphPlace;
}
