/** Where a value of a build was written. */

/** A stretch of one file's text, in UTF-16 offsets of that file. */
export interface Place {
  /** As the file source names files: `/` between folders, no `.` or `..`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The one text that decides a value, and the other texts it was composed with. */
export interface Origin extends Place {
  /** True when the value is not the text at this place, but made from it: renamed, partly replaced, hashed. */
  readonly isDerived?: true;
  /** What else took part: prefixes, the `images` entry, the object that a reference follows. */
  readonly via?: readonly Place[];
}

/** Longer chains say nothing to a person. */
const MAX_VIA = 16;

/** The same place, for a value that another text has changed. */
export function derivedFrom(origin: Origin, via: Place | undefined): Origin {
  const { file, start, end } = origin;
  const before = origin.via ?? [];
  const isKnown = via === undefined || before.some((place) => isSamePlace(place, via));
  const all = isKnown || before.length >= MAX_VIA ? before : [...before, placeOf(via)];
  return all.length === 0
    ? { file, start, end, isDerived: true }
    : { file, start, end, isDerived: true, via: all };
}

export function placeOf({ file, start, end }: Place): Place {
  return { file, start, end };
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.start === b.start && a.end === b.end && a.file === b.file;
}
