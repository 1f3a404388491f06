/** Kubernetes label selectors with expressions. An empty one matches everything. */
import { type Labels, selectorMatches } from './selector.ts';

export interface LabelExpression {
  readonly key: string;
  /** `In`, `NotIn`, `Exists`, `DoesNotExist`. */
  readonly operator: string;
  readonly values: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly LabelExpression[];
}

export function labelSelectorMatches(selector: LabelSelector, labels: Labels): boolean {
  return (
    selectorMatches(selector.matchLabels, labels) &&
    selector.matchExpressions.every((expression) => expressionMatches(expression, labels))
  );
}

/** An operator that does not exist matches nothing. */
function expressionMatches({ key, operator, values }: LabelExpression, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
