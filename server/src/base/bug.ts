/** The one way to say "this cannot happen": user input never ends here. */

/** A defect of ours. Fatal in tests; hosts log it and go on without the feature that raised it. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

export function bug(message: string): never {
  throw new Bug(message);
}
