/** One rule of an AuthorizationPolicy against one connection or request (§6.3, §6.4). */
import {
  type Attribute,
  conditionAttribute,
  OPERATION_ATTRIBUTES,
  type Peer,
  SOURCE_ATTRIBUTES,
  type TrustDomains,
} from './authz-attributes.ts';
import type { Fields } from './fields.ts';

/** Who enforces: what a layer cannot know is dropped from rules, which widens or empties them. */
export type Enforcer = 'http' | 'tcp' | 'ztunnel';

export interface RuleContext {
  readonly peer: Peer;
  readonly trust: TrustDomains;
  readonly enforcer: Enforcer;
  /** An ALLOW rule that asks for what is not known never matches; others lose just the condition. */
  readonly action: string;
}

interface Clause {
  readonly attribute: Attribute;
  readonly values: readonly string[];
  readonly isNegative: boolean;
  /** Of the list in the policy. */
  readonly path: string;
}

/** One list of a rule, as it turned out. */
export interface RuleCondition {
  /** Conditions of one block hold together; of several blocks of `from` or `to` one is enough. */
  readonly block: string;
  /** `notMethods`, or the key of a condition. */
  readonly name: string;
  readonly values: readonly string[];
  readonly isNegative: boolean;
  readonly path: string;
  /** `unknown`: who enforces the policy cannot see such a thing. */
  readonly state: 'holds' | 'fails' | 'unknown';
}

/** Every condition of a rule, each by itself. */
export function ruleConditions(rule: Fields, context: RuleContext): readonly RuleCondition[] {
  const { enforcer } = context;
  const lists = (key: 'from' | 'to', inner: 'source' | 'operation', of: ReadonlyMap<string, Attribute>) =>
    blocksOf(rule.get(key), inner, of, enforcer).flatMap((clauses, index) =>
      clauses.map((each) =>
        conditionOf(each, `${key}[${index}]`, each.path.split('.').at(-1) ?? '', context),
      ),
    );
  const when = rule.get('when').items();
  return [
    ...lists('from', 'source', SOURCE_ATTRIBUTES),
    ...lists('to', 'operation', OPERATION_ATTRIBUTES),
    ...conditionPairs(rule.get('when')).flatMap((clauses, index) =>
      clauses.map((each) =>
        conditionOf(each, `when[${index}]`, when[index]?.get('key').string() ?? '', context),
      ),
    ),
  ];
}

function conditionOf(clause: Clause, block: string, name: string, context: RuleContext): RuleCondition {
  const { values, isNegative, path } = clause;
  const isKnown = !isUnknown(clause.attribute, context.enforcer);
  const state = isKnown ? (holds(clause, context) ? 'holds' : 'fails') : 'unknown';
  return { block, name, values, isNegative, path, state };
}

/** AND over `from`, `to` and `when`; what is absent holds. */
export function ruleMatches(rule: Fields, context: RuleContext): boolean {
  const sources = blocksOf(rule.get('from'), 'source', SOURCE_ATTRIBUTES, context.enforcer);
  const operations = blocksOf(rule.get('to'), 'operation', OPERATION_ATTRIBUTES, context.enforcer);
  const conditions = conditionsOf(rule.get('when'));
  if (conditions === undefined) return false;
  const all = [...sources.flat(), ...operations.flat(), ...conditions];
  if (context.action === 'ALLOW' && all.some(({ attribute }) => isUnknown(attribute, context.enforcer))) {
    return false;
  }
  return (
    anyBlock(sources, context) &&
    anyBlock(operations, context) &&
    conditionPairs(rule.get('when')).every((clauses) => allHold(clauses, context))
  );
}

function anyBlock(blocks: readonly (readonly Clause[])[], context: RuleContext): boolean {
  return blocks.length === 0 || blocks.some((clauses) => allHold(clauses, context));
}

function allHold(clauses: readonly Clause[], context: RuleContext): boolean {
  return clauses.every((clause) => isUnknown(clause.attribute, context.enforcer) || holds(clause, context));
}

/** Of something that is not there a positive list is false and a negative one true. */
function holds({ attribute, values, isNegative }: Clause, { peer, trust }: RuleContext): boolean {
  const isListed = values.some((value) => attribute.matches(value, peer, trust) === true);
  return isNegative ? !isListed : isListed;
}

function isUnknown(attribute: Attribute, enforcer: Enforcer): boolean {
  if (enforcer === 'http') return false;
  return enforcer === 'tcp' ? attribute.isHttp : attribute.isHttpForZtunnel;
}

function blocksOf(
  list: Fields,
  key: 'source' | 'operation',
  attributes: ReadonlyMap<string, Attribute>,
  enforcer: Enforcer,
): readonly (readonly Clause[])[] {
  return list.items().map((item) => {
    const block = item.get(key);
    return [...attributes].flatMap(([name, attribute]) => {
      // Trust domains are lost on the way to ztunnel: the source holds without them.
      if (enforcer === 'ztunnel' && name === 'trustDomains') return [];
      const negative = `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return [...clause(attribute, block.get(name), false), ...clause(attribute, block.get(negative), true)];
    });
  });
}

function clause(attribute: Attribute, list: Fields, isNegative: boolean): readonly Clause[] {
  const values = list.items().flatMap((item) => item.string() ?? item.number()?.toString() ?? []);
  return values.length === 0 ? [] : [{ attribute, values, isNegative, path: list.path }];
}

/** Undefined when a key is unknown. */
function conditionsOf(when: Fields): readonly Clause[] | undefined {
  const isKnown = when
    .items()
    .every((item) => conditionAttribute(item.get('key').string() ?? '') !== undefined);
  return isKnown ? conditionPairs(when).flat() : undefined;
}

function conditionPairs(when: Fields): readonly (readonly Clause[])[] {
  return when.items().map((item) => {
    const attribute = conditionAttribute(item.get('key').string() ?? '');
    if (attribute === undefined) return [];
    return [
      ...clause(attribute, item.get('values'), false),
      ...clause(attribute, item.get('notValues'), true),
    ];
  });
}
