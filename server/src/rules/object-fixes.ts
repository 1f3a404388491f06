/** Fixes for references by name, namespace and kind: the name that was meant, or the namespace that has it. */
import type { FixDefinition } from './define-rule.ts';
import { changing, type FieldChange } from './field-fixes.ts';

/** What the finding's data must have; `path` is the object that holds `name` and `namespace`. */
export interface AbsentReferenceData {
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly near: readonly string[];
  readonly elsewhere: readonly string[];
}

/** A name that looks like it. */
export const useNearName: FixDefinition = changing(({ data }) =>
  (data as unknown as AbsentReferenceData).near.map((text) => ({
    title: `Use "${text}"`,
    replace: { path: `${(data as unknown as AbsentReferenceData).path}.name`, text },
  })),
);

/** The namespace in which an object of that name is. */
export const useOtherNamespace: FixDefinition = changing(({ data }) => {
  const { path, name, elsewhere } = data as unknown as AbsentReferenceData;
  return elsewhere.map(
    (value): FieldChange => ({
      title: `Use "${name}" of namespace "${value}"`,
      set: { path, key: 'namespace', value },
    }),
  );
});

/** `; "shop" is in namespace "a" and "b"`, for messages. */
export function elsewhereText({ name, elsewhere }: AbsentReferenceData): string {
  if (elsewhere.length === 0) return '';
  return `; "${name}" is in namespace ${elsewhere.map((each) => `"${each}"`).join(' and ')}`;
}
