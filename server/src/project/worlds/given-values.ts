/** Values that a delivery object has for a chart. */
import type { JsonValue } from '../../base/json.ts';
import { isValues, setValue, type Values } from '../../helm/values.ts';
import { isRecord } from '../../yaml/to-json.ts';

export interface GivenValues {
  /** Paths of files, in order. */
  readonly files: readonly string[];
  /** Over those of the files, in order. */
  readonly inline: readonly Values[];
  /** More of them stand where no file is. */
  readonly isOpen: boolean;
  /** What the release is called. */
  readonly release?: string | undefined;
}

/** `UNREADABLE` among them, or what a template fills in: nobody knows what they are in the end. */
export function givenValues(
  files: readonly string[],
  {
    inline,
    isOpen,
    release,
  }: {
    readonly inline: readonly (JsonValue | undefined)[];
    readonly isOpen: boolean;
    readonly release?: string | undefined;
  },
): GivenValues {
  const own = inline.filter(isValues).filter((values) => Object.keys(values).length > 0);
  const isTemplate = JSON.stringify([files, own]).includes('{{');
  return {
    ...{ files, inline: own, isOpen: isOpen || isTemplate || inline.includes(UNREADABLE) },
    ...(release !== undefined && !release.includes('{{') && { release }),
  };
}

const UNREADABLE = 'unreadable';

/** `parameters: [{ name: a.b, value: c }]`, each as a map. */
export function parameters(list: JsonValue | undefined): readonly JsonValue[] {
  return (Array.isArray(list) ? list : []).filter(isRecord).map(({ name, value, forceString }) => {
    if (typeof name !== 'string' || typeof value === 'object') return UNREADABLE;
    return forceString === true ? UNREADABLE : (setValue(name, String(value)) ?? UNREADABLE);
  });
}
