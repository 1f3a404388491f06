/** Values that an enum does not have. */
import { nearest } from '../base/nearest.ts';
import type { ErrorPlace } from './error-place.ts';
import type { SchemaProblem } from './schema-problem.ts';

export function explainValue({ node, field, name, path }: ErrorPlace): SchemaProblem {
  const value = node.kind === 'scalar' ? node.text : '';
  const allowed = (field.enum ?? []).map(String);
  return {
    code: 'not-allowed-value',
    path,
    part: 'value',
    data: {
      field: name,
      value,
      allowed,
      suggestions: nearest(value, allowed),
      name: nameOfNumber(node, field),
    },
    equivalents: ['schema', 'V-DEC-03'],
  };
}

/** Enums of Istio come from protobuf, where the list is in the order of the numbers. */
function nameOfNumber(node: ErrorPlace['node'], field: ErrorPlace['field']): string | null {
  if (node.kind !== 'scalar' || typeof node.value !== 'number' || field.type !== 'string') return null;
  const name = field.enum?.[node.value];
  return name === undefined ? null : String(name);
}
