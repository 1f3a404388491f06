/** Ids of all rules, for settings and requests that name one. */
import { RULES, TEXT_RULES } from '../rules/registry.generated.ts';

export const RULE_IDS: ReadonlySet<string> = new Set([...RULES, ...TEXT_RULES].map(({ id }) => id));
