/** A set-up step that cannot go on; its message tells a person what to do. Shown without a stack. */
export class SetUpError extends Error {
  /** @override */
  name = 'SetUpError';
}
