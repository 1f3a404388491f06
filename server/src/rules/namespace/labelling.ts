/** Fixes that add a label to a Namespace. */
import type { FixDefinition } from '../define-rule.ts';
import { changing } from '../field-fixes.ts';

export interface Labelling {
  readonly title: string;
  readonly label: string;
  readonly value: string;
}

export function labelling(choices: readonly Labelling[]): FixDefinition {
  return changing((_, ctx) => {
    const hasLabels = ctx.resource.cursor.get('metadata').get('labels').exists;
    return choices.map(({ title, label, value }) => ({
      title,
      set: hasLabels
        ? { path: 'metadata.labels', key: label, value }
        : { path: 'metadata', key: 'labels', value: { [label]: value } },
    }));
  });
}
