/** Everything an engine needs of the rules: what hosts hand to a new `Workspace`. */
import type { Check } from '../workspace/check.ts';
import { deriveConfig } from '../workspace/derive-config.ts';
import type { Slot } from '../workspace/slot.ts';
import { TABLES } from '../workspace/tables.ts';
import type { WorkspaceEnvironment } from '../workspace/workspace.ts';
import type { Rule } from './define-rule.ts';
import { RULES, TEXT_RULES } from './registry.generated.ts';

/** `onCheckFailure` is told of rules that threw: fatal in tests, logged once by hosts. */
export function ruleEnvironment(
  onCheckFailure: (check: Check, slot: Slot, error: unknown) => void,
  rules: readonly Rule[] = RULES,
): WorkspaceEnvironment {
  return {
    tables: TABLES,
    checks: rules,
    textChecks: new Map(TEXT_RULES.map((rule) => [rule.code, rule])),
    suppressible: {
      rules: new Set([...RULES, ...TEXT_RULES].map(({ id }) => id)),
      running: new Set([...rules, ...TEXT_RULES].map(({ id }) => id)),
      codes: new Set(rules.flatMap(({ equivalents }) => equivalents.map(({ code }) => code))),
    },
    deriveConfig,
    onCheckFailure,
  };
}
