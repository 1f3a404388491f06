/** Which rules run: a preset, and those that a person named. */
import type { SeveritySetting } from './finding.ts';

/** From the smallest to the largest; each holds all of the one before. Public API. */
export const PRESETS = ['recommended', 'strict', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** The presets that hold a rule whose smallest one is `preset`. */
export function presetsFrom(preset: Preset): readonly Preset[] {
  return PRESETS.slice(PRESETS.indexOf(preset));
}

/** A rule of a larger preset runs when its id was given a severity, or was asked for. */
export function isChosen(
  { id, preset }: { readonly id: string; readonly preset: Preset },
  config: { readonly preset: Preset; readonly namedRules: readonly string[] },
): boolean {
  return presetsFrom(preset).includes(config.preset) || config.namedRules.includes(id);
}

/** Who gives a rule a severity wants it to run. */
export function rulesNamedIn(severities: ReadonlyMap<string, SeveritySetting>): readonly string[] {
  return [...severities].flatMap(([id, severity]) => (severity === 'off' ? [] : [id]));
}
