/** The form of a rule about the text itself: one for each problem code of the YAML layer. */

import type { TextCheck } from '../workspace/check.ts';
import type { Equivalent, Severity } from '../workspace/finding.ts';
import type { YamlProblemCode } from '../yaml/node.ts';

type ProblemData = Readonly<Record<string, string | number>>;

export interface TextRule extends TextCheck {
  readonly code: YamlProblemCode;
  readonly title: string;
  readonly severity: Severity;
  readonly presets: readonly ('recommended' | 'strict')[];
  readonly equivalents: readonly Equivalent[];
  readonly docs: { readonly why: string; readonly fix: string };
}

export interface TextRuleDefinition {
  readonly code: YamlProblemCode;
  readonly title: string;
  readonly severity: Severity;
  readonly docs: { readonly why: string; readonly fix: string };
  /** Sentence case, offending value in double quotes, no full stop. */
  readonly message: (data: ProblemData) => string;
  readonly equivalents?: readonly Equivalent[];
}

/** The id is `yaml/<code>`. */
export function defineTextRule(definition: TextRuleDefinition): TextRule {
  const equivalents = definition.equivalents ?? [];
  return {
    id: `yaml/${definition.code}`,
    code: definition.code,
    title: definition.title,
    severity: definition.severity,
    presets: ['recommended'],
    equivalents,
    docs: definition.docs,
    describe: (problem) => ({
      message: definition.message(problem.data),
      messageKey: definition.code,
      severity: definition.severity,
      fixes: [],
      equivalents,
    }),
  };
}
