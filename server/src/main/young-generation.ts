/**
 * V8 lets the part of its heap for what is new grow as long as much of it survives: with 1,000 services to some 64 MB, and
 * as much again to move the survivors to. `lint` gains nothing by that, for what it makes survives to the end or not at all:
 * once there turns out to be much to do, that part stays as large as it is.
 */

/** Flags of V8 when there turns out to be much to do; it asks for them each time that it would grow. */
export function steadyYoungGeneration(args: readonly string[]): readonly string[] {
  return args[0] === 'lint' ? ['--semi-space-growth-factor=1'] : [];
}
