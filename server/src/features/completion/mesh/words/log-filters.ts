/** Which requests are logged: the conditions that people write most, in CEL over attributes of the proxy. */
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';

const FILTERS: readonly (readonly [string, string])[] = [
  ['response.code >= 400', 'requests that failed'],
  ['response.code >= 500', 'errors of servers'],
  ['connection.mtls == false', 'callers without mutual TLS'],
];

export function logFilters(): readonly Choice[] {
  return FILTERS.map(([expression, detail]) => word(expression, detail, RANK.common));
}
