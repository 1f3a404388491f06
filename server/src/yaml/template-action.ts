/** A stretch of a template that is no YAML. */
export interface TemplateAction {
  readonly start: number;
  readonly end: number;
  /** False for control flow, definitions, assignments and comments, which print nothing themselves. */
  readonly isOutput: boolean;
  /** `helm` for `{{ … }}`, which others share; `other` for marks that Helm does not know. */
  readonly language: 'helm' | 'other' | 'placeholder';
}
