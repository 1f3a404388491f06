/** Equality selectors: a set of labels an object must carry. An empty selector matches everything. */

export type Labels = Readonly<Record<string, string>>;

export function selectorMatches(selector: Labels, labels: Labels): boolean {
  return Object.keys(selector).every((key) => Object.hasOwn(labels, key) && labels[key] === selector[key]);
}

/** True when everything `narrow` selects is selected by `wide` too. */
export function isSelectorSubset(narrow: Labels, wide: Labels): boolean {
  return selectorMatches(wide, narrow);
}

/** True when one object could carry the labels of both. */
export function selectorsCanOverlap(a: Labels, b: Labels): boolean {
  return Object.keys(a).every((key) => !Object.hasOwn(b, key) || a[key] === b[key]);
}
