/** What the templates of a chart read as `.Values`: files and texts over each other, as Helm merges them. */
import type { JsonValue } from '../base/json.ts';

export type Values = { readonly [key: string]: JsonValue };

/** Maps merge, all else is replaced, and `null` takes a key away. */
export function mergeValues(below: Values, above: Values): Values {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const known = merged.get(key);
    if (value === null) merged.delete(key);
    else if (isValues(value) && isValues(known)) merged.set(key, mergeValues(known, value));
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

/** `a.b=text` as `--set` reads it; undefined for names that count items or hide dots. */
export function setValue(name: string, text: string): Values | undefined {
  const keys = name.split('.');
  if (keys.length > MAX_KEYS || /[[\]{}\\,=]/.test(name) || /^\{|,|\\/.test(text) || keys.includes(''))
    return undefined;
  return keys.reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), typed(text)) as Values;
}

const MAX_KEYS = 30;

function typed(text: string): JsonValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** What a chart inside of another one reads: its own values below those that the outer one has for it. */
export function valuesOfInner(own: Values, outer: Values, name: string): Values {
  const given = outer[name];
  const shared = outer['global'];
  const merged = isValues(given) ? mergeValues(own, given) : own;
  if (!isValues(shared)) return merged;
  const known = merged['global'];
  return { ...merged, global: isValues(known) ? mergeValues(known, shared) : shared };
}

export interface ChartDependency {
  readonly name: string;
  readonly alias: string | undefined;
  readonly condition: string | undefined;
  readonly tags: readonly string[];
}

/** Whether the outer values switch a chart on: by the first path that is there, else by tags, else yes. */
export function isSwitchedOn({ condition = '', tags }: ChartDependency, outer: Values): boolean {
  for (const path of condition.split(',')) {
    const keys = path.trim().split('.');
    const value = keys.reduce<JsonValue | undefined>(
      (at, key) => (isValues(at) ? at[key] : undefined),
      outer,
    );
    if (typeof value === 'boolean') return value;
  }
  const switches = outer['tags'];
  const known = tags
    .map((tag) => (isValues(switches) ? switches[tag] : undefined))
    .filter((value) => typeof value === 'boolean');
  return known.length === 0 || known.includes(true);
}

/** `dependencies` of a `Chart.yaml`. */
export function dependenciesOf(chart: Values): readonly ChartDependency[] {
  const list = chart['dependencies'];
  return (Array.isArray(list) ? list : []).flatMap((item): readonly ChartDependency[] => {
    if (!isValues(item) || typeof item['name'] !== 'string') return [];
    const { name, alias, condition, tags } = item;
    return [
      {
        name,
        alias: typeof alias === 'string' ? alias : undefined,
        condition: typeof condition === 'string' ? condition : undefined,
        tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
      },
    ];
  });
}

export function isValues(value: JsonValue | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
