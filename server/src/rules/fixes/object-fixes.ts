/** Fixes for references by name, namespace and kind: the name that was meant, or the namespace that has it. */

import { childPath } from '../../base/node-path.ts';
import { set } from '../../yaml/plan/operation.ts';
import type { Fix, FixDefinition } from '../define-rule.ts';
import { suggestion, way } from './forms.ts';

/** What the finding's data must have; `path` is the object that holds `name` and `namespace`. */
export interface AbsentReferenceData {
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly near: readonly string[];
  readonly elsewhere: readonly string[];
}

/** A name that looks like it. */
export const useNearName: FixDefinition = suggestion(({ data }) =>
  (data as unknown as AbsentReferenceData).near.map((text) =>
    way(text, `Use "${text}"`, set(`${(data as unknown as AbsentReferenceData).path}.name`, text)),
  ),
);

/** The namespace in which an object of that name is. */
export const useOtherNamespace: FixDefinition = suggestion(({ data }) => {
  const { path, name, elsewhere } = data as unknown as AbsentReferenceData;
  return elsewhere.map(
    (value): Fix =>
      way(value, `Use "${name}" of namespace "${value}"`, set(childPath(path, 'namespace'), value)),
  );
});

/** `; "shop" is in namespace "a" and "b"`, for messages. */
export function elsewhereText({ name, elsewhere }: AbsentReferenceData): string {
  if (elsewhere.length === 0) return '';
  return `; "${name}" is in namespace ${elsewhere.map((each) => `"${each}"`).join(' and ')}`;
}
