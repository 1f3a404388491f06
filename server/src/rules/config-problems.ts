/** What `meshwright.json` says about rules that there are not, or that do not take it. */
import { nearest } from '../base/nearest.ts';
import { childPath, itemPath } from '../base/node-path.ts';
import { globMatches } from '../primitives/glob.ts';
import type { ConfigFile, ConfigProblem } from '../workspace/config-file.ts';
import { RULES, TEXT_RULES } from './registry.generated.ts';
import { mismatch } from './rule-options.ts';

const RULE_BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

export const RULE_IDS: ReadonlySet<string> = new Set([...RULES, ...TEXT_RULES].map(({ id }) => id));

/** The sentence about an id or glob that names no rule. */
export function unknownRule(pattern: string): string | undefined {
  const ids = [...RULE_IDS];
  if (ids.some((id) => globMatches(pattern, id))) return undefined;
  const similar = nearest(pattern, ids, 1)[0];
  const hint = similar === undefined ? '`meshwright rules` lists all' : `did you mean "${similar}"?`;
  return `There is no rule "${pattern}"; ${hint}`;
}

/** A world inherits what the whole file says: that is judged once. */
export function ruleProblems(file: ConfigFile): readonly ConfigProblem[] {
  const known = new Set<string>();
  const parts = [
    { file, at: '' },
    ...file.worlds.map((world, index) => ({ ...world, at: `worlds[${index}]` })),
  ];
  return parts.flatMap(({ file: part, at }) =>
    [...severityProblems(part, at), ...suppressionProblems(part), ...optionProblems(part, at)].filter(
      ({ text }) => {
        const isNew = !known.has(text);
        known.add(text);
        return isNew;
      },
    ),
  );
}

function severityProblems({ severities }: ConfigFile, at: string): readonly ConfigProblem[] {
  return [...severities.keys()].flatMap((rule) => {
    const text = unknownRule(rule);
    return text === undefined ? [] : [{ text, path: childPath(childPath(at, 'severities'), rule) }];
  });
}

/** Only the whole file has them. */
function suppressionProblems({ suppressions }: ConfigFile): readonly ConfigProblem[] {
  return suppressions.flatMap(({ rules, at }) =>
    rules.flatMap((rule, index) => {
      const text = unknownRule(rule);
      return text === undefined ? [] : [{ text, path: itemPath(childPath(at, 'rules'), index) }];
    }),
  );
}

function optionProblems({ world: { ruleOptions = {} } }: ConfigFile, at: string): readonly ConfigProblem[] {
  return Object.entries(ruleOptions).flatMap(([id, written]) => {
    const path = childPath(childPath(at, 'options'), id);
    const rule = RULE_BY_ID.get(id);
    if (rule === undefined) {
      return [{ text: unknownRule(id) ?? `"options": rule "${id}" has none`, path }];
    }
    return Object.entries(written).flatMap(([name, value]) => {
      const problem = Object.hasOwn(rule.options, name)
        ? mismatch(rule.options[name] as (typeof rule.options)[string], value)
        : 'is unknown';
      const text = `"options": "${name}" of rule "${id}" ${problem}`;
      return problem === undefined ? [] : [{ text, path: childPath(path, name) }];
    });
  });
}
