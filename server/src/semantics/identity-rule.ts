/**
 * Rules of AuthorizationPolicies as they look to one identity: what depends on who calls is decided, what depends on the
 * request is left open. Compiled once for a mesh, because many callers are held against each rule.
 */
import { conditionAttribute } from './authz-attributes.ts';
import { matchesForm, matchesGlob, principalSpellings } from './authz-forms.ts';
import type { Enforcer } from './authz-rule.ts';
import type { Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';

/** Without `spiffe://`; undefined: no mutual TLS. */
export interface Identity {
  readonly principal: string | undefined;
}

export interface RuleView {
  readonly path: string;
  /** No method, path, port or other condition narrows it. */
  readonly isWhole: boolean;
  /** What it is about, in words of the policy: `methods GET, POST; paths /api/*`. */
  readonly operations: readonly string[];
  /** `maybe`: something else than the identity decides as well. */
  takes(identity: Identity): 'yes' | 'maybe' | 'no';
}

type Test = (identity: Identity) => boolean;

interface Block {
  readonly tests: readonly Test[];
  /** Asks for more than the identity. */
  readonly isNarrower: boolean;
  /** Asks for what the enforcer cannot see. */
  readonly isBlind: boolean;
}

const HTTP_SOURCES: ReadonlySet<string> = new Set(['requestPrincipals', 'notRequestPrincipals']);
const HTTP_OPERATIONS: ReadonlySet<string> = new Set([
  'hosts',
  'notHosts',
  'methods',
  'notMethods',
  'paths',
  'notPaths',
]);

/** Undefined: the rule can never match, whoever calls. */
export function ruleView(
  mesh: Mesh,
  policy: MeshObject,
  rule: Fields,
  action: string,
  enforcer: Enforcer,
): RuleView | undefined {
  const isL7 = enforcer === 'http';
  const keys = rule.get('when').items();
  if (keys.some((item) => conditionAttribute(item.get('key').string() ?? '') === undefined)) return undefined;
  const from = rule
    .get('from')
    .items()
    .map((item) => sourceBlock(mesh, policy, item.get('source'), enforcer));
  const operations = rule
    .get('to')
    .items()
    .map((item) => operationText(item.get('operation')));
  const when = rule
    .get('when')
    .items()
    .map((condition) => whenBlock(mesh, policy, condition, isL7));
  const blind =
    from.some(({ isBlind }) => isBlind) ||
    when.some(({ isBlind }) => isBlind) ||
    (!isL7 &&
      rule
        .get('to')
        .items()
        .some((item) => isHttpOperation(item.get('operation'))));
  if (blind && action === 'ALLOW') return undefined;
  const narrowing = rule
    .get('to')
    .items()
    .map((item) => isNarrowing(item.get('operation'), isL7));
  const conditions = when.filter(({ isNarrower }) => isNarrower).length;
  return {
    path: rule.path,
    isWhole: (narrowing.length === 0 || narrowing.includes(false)) && conditions === 0,
    operations: [
      ...operations.filter((text) => text !== ''),
      ...rule
        .get('when')
        .items()
        .map((condition) => `when ${condition.get('key').string() ?? ''} is ${valueText(condition)}`),
    ],
    takes: (identity) => {
      if (when.some(({ tests }) => tests.some((test) => !test(identity)))) return 'no';
      const fitting = from.filter(({ tests }) => tests.every((test) => test(identity)));
      if (from.length > 0 && fitting.length === 0) return 'no';
      const isSure = from.length === 0 || fitting.some(({ isNarrower }) => !isNarrower);
      return isSure && conditions === 0 ? 'yes' : 'maybe';
    },
  };
}

function valueText(condition: Fields): string {
  const values = condition.get('values').strings();
  const not = condition.get('notValues').strings();
  return [values.join(', '), not.length === 0 ? '' : `not ${not.join(', ')}`]
    .filter((each) => each !== '')
    .join(', ');
}

/** What cannot be seen is dropped from a rule that denies. */
function isNarrowing(operation: Fields, isL7: boolean): boolean {
  return operation
    .entries()
    .some(([name, list]) => list.items().length > 0 && (isL7 || !HTTP_OPERATIONS.has(name)));
}

function isHttpOperation(operation: Fields): boolean {
  return operation.entries().some(([name, list]) => HTTP_OPERATIONS.has(name) && list.items().length > 0);
}

function operationText(operation: Fields): string {
  return operation
    .entries()
    .flatMap(([name, list]) => {
      const values = list.items().flatMap((item) => item.string() ?? item.number()?.toString() ?? []);
      return values.length === 0 ? [] : [`${name} ${values.join(', ')}`];
    })
    .join('; ');
}

function sourceBlock(mesh: Mesh, policy: MeshObject, source: Fields, enforcer: Enforcer): Block {
  const tests: Test[] = [];
  let isNarrower = false;
  let isBlind = false;
  for (const [name, list] of source.entries()) {
    const values = list.strings();
    // Trust domains are lost on the way to ztunnel.
    if (values.length === 0 || (enforcer === 'ztunnel' && /rustDomains$/.test(name))) continue;
    const test = identityTest(mesh, policy, name, values);
    if (test !== undefined) tests.push(test);
    else if (HTTP_SOURCES.has(name) && enforcer !== 'http') isBlind = true;
    else isNarrower = true;
  }
  return { tests, isNarrower, isBlind };
}

const WHEN_NAMES: ReadonlyMap<string, string> = new Map([
  ['source.principal', 'principals'],
  ['source.namespace', 'namespaces'],
  ['source.serviceAccount', 'serviceAccounts'],
  ['source.trustDomain', 'trustDomains'],
]);

function whenBlock(mesh: Mesh, policy: MeshObject, condition: Fields, isL7: boolean): Block {
  const key = condition.get('key').string() ?? '';
  const name = WHEN_NAMES.get(key);
  if (name === undefined) {
    const isBlind = !isL7 && key.startsWith('request.');
    return { tests: [], isNarrower: !isBlind, isBlind };
  }
  const values = condition.get('values').strings();
  const not = condition.get('notValues').strings();
  const positive = values.length === 0 ? undefined : identityTest(mesh, policy, name, values);
  const negative = not.length === 0 ? undefined : identityTest(mesh, policy, `not${capital(name)}`, not);
  return {
    tests: [positive, negative].filter((test) => test !== undefined),
    isNarrower: false,
    isBlind: false,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Undefined for lists that ask for something else. Of an identity that is not there, negative lists hold. */
function identityTest(
  mesh: Mesh,
  policy: MeshObject,
  list: string,
  values: readonly string[],
): Test | undefined {
  const isNegative = list.startsWith('not');
  const name = isNegative ? list.charAt(3).toLowerCase() + list.slice(4) : list;
  const test = positiveTest(mesh, policy, name, values);
  if (test === undefined) return undefined;
  return isNegative ? (identity) => !test(identity) : test;
}

function positiveTest(
  { settings }: Mesh,
  policy: MeshObject,
  name: string,
  values: readonly string[],
): Test | undefined {
  switch (name) {
    case 'principals': {
      const all = values.flatMap((value) =>
        principalSpellings(value, settings.trustDomain, settings.trustDomainAliases),
      );
      return oneOf(all, matchesForm, (principal) => principal);
    }
    case 'namespaces':
      return oneOf(values, matchesGlob, (principal) => principal.split('/')[2] ?? '');
    case 'serviceAccounts': {
      const all = values.map((value) => (value.includes('/') ? value : `${policy.namespace}/${value}`));
      return oneOf(all, (a, b) => a === b, accountOf);
    }
    case 'trustDomains':
      return oneOf(values, matchesForm, (principal) => principal.split('/')[0] ?? '');
    default:
      return undefined;
  }
}

function accountOf(principal: string): string {
  const parts = principal.split('/');
  return `${parts[2] ?? ''}/${parts[4] ?? ''}`;
}

/** Exact values are looked up; only patterns are tried one by one. */
function oneOf(
  values: readonly string[],
  compare: (pattern: string, text: string) => boolean,
  read: (principal: string) => string,
): Test {
  const exact = new Set(values.filter((value) => !value.includes('*')));
  const patterns = values.filter((value) => value.includes('*'));
  return ({ principal }) => {
    if (principal === undefined) return false;
    const text = read(principal);
    return exact.has(text) || patterns.some((pattern) => compare(pattern, text));
  };
}
