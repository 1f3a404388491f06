/** `meshwright rules`: every rule with its metadata. */
import { docsUrl } from '../rules/docs-url.ts';
import { RULES, TEXT_RULES } from '../rules/registry.generated.ts';
import type { OptionDefinition } from '../rules/rule-options.ts';
import type { Equivalent, Severity } from '../workspace/finding.ts';
import { presetsFrom } from '../workspace/rule-sets.ts';
import type { RULE_FORMATS } from './formats.ts';
import { type Style, styleFor } from './style.ts';
import type { Terminal } from './terminal.ts';

/** One entry of `rules --format json`, version 1. */
export interface ListedRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly presets: readonly string[];
  /** `group/Kind`; empty for rules about the text itself. */
  readonly kinds: readonly string[];
  /** `text`: the text itself. `document`: one resource. `workspace`: a resource among the others. */
  readonly scope: 'text' | 'document' | 'workspace';
  /** Releases that the rule is about, when not all. */
  readonly istio: { readonly since?: string; readonly until?: string };
  readonly equivalents: readonly Equivalent[];
  readonly messages: readonly string[];
  readonly fixes: readonly { readonly key: string; readonly safe: boolean }[];
  /** By name; what a rule about the text has, is nothing. */
  readonly options: Readonly<Record<string, OptionDefinition>>;
  readonly docs: string;
}

export function listRules(
  format: (typeof RULE_FORMATS)[number],
  { stdout, environment }: Terminal,
  version: string,
): void {
  const rules = listedRules();
  if (format === 'json') {
    const list = { version: 1, tool: { name: 'meshwright', version }, rules };
    stdout.write(`${JSON.stringify(list, null, 2)}\n`);
  } else stdout.write(formatRules(rules, styleFor(stdout, environment)));
}

/** In the order of their ids. */
export function listedRules(): readonly ListedRule[] {
  const rules = RULES.map(
    (rule): ListedRule => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      presets: presetsFrom(rule.preset),
      kinds: rule.kinds,
      scope: rule.scope,
      istio: rule.istio,
      equivalents: rule.equivalents,
      messages: rule.messageKeys,
      fixes: Object.entries(rule.fixes).map(([key, { kind }]) => ({ key, safe: kind === 'safe' })),
      options: rule.options,
      docs: docsUrl(rule.id),
    }),
  );
  const textRules = TEXT_RULES.map(
    (rule): ListedRule => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      presets: presetsFrom(rule.preset),
      kinds: [],
      scope: 'text',
      istio: {},
      equivalents: rule.equivalents,
      messages: [rule.code],
      fixes: Object.entries(rule.fixes).map(([key, { kind }]) => ({ key, safe: kind === 'safe' })),
      options: {},
      docs: docsUrl(rule.id),
    }),
  );
  return [...rules, ...textRules].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function formatRules(rules: readonly ListedRule[], style: Style): string {
  const width = rules.reduce((longest, { id }) => Math.max(longest, id.length), 0);
  const lines = rules.map(({ id, severity, title }) =>
    [id.padEnd(width), style.severity(severity, severity.padEnd('warning'.length)), style.faint(title)].join(
      '  ',
    ),
  );
  return `${lines.join('\n')}\n\n${rules.length} rules\n`;
}
