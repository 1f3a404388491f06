/** The form of a rule about the text itself: one for each problem code of the YAML layer, and of suppressions. */
import type { BuildErrorClass } from '../kustomize/problems.ts';
import type { TextCheck } from '../workspace/check.ts';
import type { NameChange } from '../workspace/edits/suppression-name.ts';
import type { Equivalent, Severity } from '../workspace/finding.ts';
import type { Preset } from '../workspace/rule-sets.ts';
import type { SuppressionProblemCode } from '../workspace/suppression-remarks.ts';
import type { YamlProblemCode } from '../yaml/node.ts';

/**
 * `kustomize-…`: what keeps a kustomization from being built. `template-syntax`: actions that do not balance.
 * `template-render`: what an installed Helm says of a template.
 */
export type TextProblemCode =
  | YamlProblemCode
  | SuppressionProblemCode
  | `kustomize-${BuildErrorClass}`
  | 'template-syntax'
  | 'template-render';

type ProblemData = Readonly<Record<string, string | number>>;

export interface TextRule extends TextCheck {
  readonly code: TextProblemCode;
  readonly title: string;
  readonly severity: Severity;
  readonly preset: Preset;
  readonly equivalents: readonly Equivalent[];
  readonly docs: { readonly why: string; readonly fix: string; readonly noFix?: string };
  readonly fixes: Readonly<Record<string, TextFix>>;
}

export interface TextRuleDefinition {
  readonly code: TextProblemCode;
  readonly title: string;
  readonly severity: Severity;
  /** Where the problem itself decides; `severity` stands in lists. */
  readonly severityOf?: (data: ProblemData) => Severity;
  /** `noFix`: why there is no quick fix, for rules without any. */
  readonly docs: { readonly why: string; readonly fix: string; readonly noFix?: string };
  /** Sentence case, offending value in double quotes, no full stop. */
  readonly message: (data: ProblemData) => string;
  readonly equivalents?: readonly Equivalent[];
  /** `yaml/<code>` when absent. */
  readonly id?: string;
  readonly fixes?: Readonly<Record<string, TextFix>>;
}

/** A name of a rule or code, a text, or a line above or below that of the finding. */
export type TextChange =
  | NameChange
  | { readonly text: string }
  | { readonly above: string }
  | { readonly below: string };

/** What becomes of the text at the finding. */
export interface TextFix {
  readonly kind: 'safe' | 'suggestion';
  build(data: ProblemData): readonly {
    readonly title: string;
    readonly choice?: string;
    readonly change: TextChange;
  }[];
}

export function defineTextRule(definition: TextRuleDefinition): TextRule {
  const { equivalents = [], fixes = {} } = definition;
  return {
    id: definition.id ?? `yaml/${definition.code}`,
    code: definition.code,
    title: definition.title,
    severity: definition.severity,
    preset: 'recommended',
    equivalents,
    docs: definition.docs,
    fixes,
    describe: (problem) => ({
      message: definition.message(problem.data),
      messageKey: definition.code,
      severity: definition.severityOf?.(problem.data) ?? definition.severity,
      fixes: Object.keys(fixes),
      equivalents,
    }),
  };
}
