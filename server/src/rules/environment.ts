/** Everything an engine needs of the rules: what hosts hand to a new `Workspace`. */
import { deriveConfig } from '../workspace/derive-config.ts';
import type { FailureListener } from '../workspace/failure.ts';
import { TABLES } from '../workspace/tables.ts';
import type { WorkspaceEnvironment } from '../workspace/workspace.ts';
import type { Rule } from './define-rule.ts';
import { RULES, TEXT_RULES } from './registry.generated.ts';

/** Codes that depend on what only a cluster knows, or whose checks are not all among our rules. */
const UNDECIDED: readonly string[] = ['IST0103', 'IST0106', 'IST0158', 'IST0170', 'IST0171'];

/** `onFailure` is told of parts that threw: fatal in tests, logged by hosts. */
export function ruleEnvironment(
  onFailure: FailureListener,
  rules: readonly Rule[] = RULES,
): WorkspaceEnvironment {
  return {
    tables: TABLES,
    checks: rules,
    textChecks: new Map(TEXT_RULES.map((rule) => [rule.code, rule])),
    suppressible: {
      rules: new Set([...RULES, ...TEXT_RULES].map(({ id }) => id)),
      rulesByCode: rulesByCode(),
    },
    deriveConfig,
    onFailure,
  };
}

function rulesByCode(): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>();
  for (const { id, equivalents } of RULES) {
    for (const code of new Set(equivalents.map((each) => each.code))) {
      if (!UNDECIDED.includes(code)) rules.set(code, [...(rules.get(code) ?? []), id]);
    }
  }
  return rules;
}
