/** Fixes that add a label to a Namespace. */
import type { FixDefinition } from '../define-rule.ts';
import { setMetadata, suggestion, way } from './forms.ts';

export interface Labelling {
  readonly title: string;
  readonly label: string;
  readonly value: string;
}

export function labelling(choices: readonly Labelling[]): FixDefinition {
  return suggestion(() =>
    choices.map(({ title, label, value }) =>
      way(`${label}=${value}`, title, setMetadata('metadata', 'labels', label, value)),
    ),
  );
}
