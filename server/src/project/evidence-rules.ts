/** Which rules speak of files that are evidence only: somebody else's, and what other files are rendered to. */
import { RULES } from '../rules/registry.generated.ts';

const SPEAKING: ReadonlySet<string> = new Set(
  RULES.filter(({ id, severity }) => id.startsWith('schema/') && severity === 'error').map(({ id }) => id),
);

export function judgesEvidence(rule: string): boolean {
  return SPEAKING.has(rule);
}
