/** Options of rules: declared with their defaults beside the rule, written by people under `options` in `meshwright.json`. */
import type { JsonValue } from '../base/json.ts';
import type { WorldConfig } from '../workspace/world-config.ts';

/** The default decides the type: boolean, whole number, string, or list of strings. Names are public API. */
export interface OptionDefinition {
  readonly default: boolean | number | string | readonly string[];
  /** One sentence with a full stop. Markdown. */
  readonly description: string;
  /** Bounds of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** All that a string may be. */
  readonly values?: readonly string[];
}

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

export type OptionValues<O extends OptionDefinitions> = {
  readonly [Name in keyof O]: O[Name]['default'] extends boolean
    ? boolean
    : O[Name]['default'] extends number
      ? number
      : O[Name]['default'] extends string
        ? string
        : readonly string[];
};

type Written = WorldConfig['ruleOptions'][string] | undefined;

/** Of the run before: a rule asks for each object, and what is written stays the same. */
const known = new WeakMap<OptionDefinitions, { readonly written: Written; readonly values: unknown }>();

/** What is written and fits, else the default. */
export function optionValues<O extends OptionDefinitions>(definitions: O, written: Written): OptionValues<O> {
  const before = known.get(definitions);
  if (before !== undefined && before.written === written) return before.values as OptionValues<O>;
  const values = fittingValues(definitions, written);
  known.set(definitions, { written, values });
  return values;
}

function fittingValues<O extends OptionDefinitions>(definitions: O, written: Written): OptionValues<O> {
  const values = Object.entries(definitions).map(([name, definition]) => {
    const value = written !== undefined && Object.hasOwn(written, name) ? written[name] : undefined;
    const fits = value !== undefined && mismatch(definition, value) === undefined;
    return [name, fits ? value : definition.default];
  });
  return Object.fromEntries(values) as OptionValues<O>;
}

/** What a value must be, as the end of a sentence; undefined when it is. */
export function mismatch(definition: OptionDefinition, value: JsonValue): string | undefined {
  const { default: byDefault, minimum, maximum, values } = definition;
  if (typeof byDefault === 'boolean') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (typeof byDefault === 'number') {
    const isIn =
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value >= (minimum ?? Number.NEGATIVE_INFINITY) &&
      value <= (maximum ?? Number.POSITIVE_INFINITY);
    return isIn ? undefined : `must be a whole number${bounds(minimum, maximum)}`;
  }
  if (typeof byDefault === 'string') {
    if (typeof value !== 'string') return 'must be a string';
    return values === undefined || values.includes(value) ? undefined : `must be one of ${values.join(', ')}`;
  }
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? undefined : 'must be a list of strings';
}

/** For pages: `whole number from 1`, `list of strings`. */
export function typeWords({ default: byDefault, minimum, maximum, values }: OptionDefinition): string {
  if (typeof byDefault === 'boolean') return 'true or false';
  if (typeof byDefault === 'number') return `whole number${bounds(minimum, maximum)}`;
  if (typeof byDefault !== 'string') return 'list of strings';
  return values === undefined ? 'string' : values.map((value) => `\`${value}\``).join(', ');
}

function bounds(minimum: number | undefined, maximum: number | undefined): string {
  const from = minimum === undefined ? '' : ` from ${minimum}`;
  return maximum === undefined ? from : `${from} up to ${maximum}`;
}
