/** Where access logs go: in a container nearly always to its own output. */
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';

export function logFiles(): readonly Choice[] {
  return [word('/dev/stdout', 'the output of the proxy container', RANK.first)];
}
