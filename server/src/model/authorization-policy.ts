/** AuthorizationPolicy facts: its action, and every rule with the names in it. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

/** Lists of `from[].source`, under the names of their fields. */
const SOURCE_FIELDS = [
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
] as const;

/** Lists of `to[].operation`. */
const OPERATION_FIELDS = [
  'hosts',
  'notHosts',
  'ports',
  'notPorts',
  'methods',
  'notMethods',
  'paths',
  'notPaths',
] as const;

export type SourceField = (typeof SOURCE_FIELDS)[number];
export type OperationField = (typeof OPERATION_FIELDS)[number];

type Lists<Field extends string> = Readonly<Record<Field, readonly Sourced<string>[]>>;

/** Lists that are not written are empty. */
export type PolicySource = Lists<SourceField> & { readonly path: string };
export type PolicyOperation = Lists<OperationField> & { readonly path: string };

export interface PolicyCondition {
  readonly path: string;
  readonly key: Sourced<string> | undefined;
  readonly values: readonly Sourced<string>[];
  readonly notValues: readonly Sourced<string>[];
}

export interface PolicyRule {
  readonly path: string;
  readonly sources: readonly PolicySource[];
  readonly operations: readonly PolicyOperation[];
  readonly conditions: readonly PolicyCondition[];
}

export interface AuthorizationPolicyFacts {
  readonly action: string;
  /** Extension provider of a `CUSTOM` policy. */
  readonly provider: Sourced<string> | undefined;
  readonly rules: readonly PolicyRule[];
}

export const authorizationPolicy: Model<AuthorizationPolicyFacts> = {
  kinds: ['security.istio.io/AuthorizationPolicy'],
  build({ spec }) {
    return {
      action: spec.get('action').string() ?? 'ALLOW',
      provider: spec.get('provider').get('name').sourcedString(),
      rules: spec
        .get('rules')
        .items()
        .map((item) => ({
          path: item.path,
          sources: blocks(item.get('from'), 'source', SOURCE_FIELDS),
          operations: blocks(item.get('to'), 'operation', OPERATION_FIELDS),
          conditions: item.get('when').items().map(condition),
        })),
    };
  },
};

/** Every source of every rule. */
export function allSources(facts: AuthorizationPolicyFacts): readonly PolicySource[] {
  return facts.rules.flatMap((rule) => rule.sources);
}

function blocks<Field extends string>(
  list: Cursor,
  key: string,
  fields: readonly Field[],
): readonly (Lists<Field> & { readonly path: string })[] {
  return list.items().flatMap((item) => {
    const block = item.get(key);
    if (!block.isMap) return [];
    const lists = Object.fromEntries(fields.map((field) => [field, block.get(field).strings()]));
    return [{ ...(lists as Lists<Field>), path: block.path }];
  });
}

function condition(item: Cursor): PolicyCondition {
  return {
    path: item.path,
    key: item.get('key').sourcedString(),
    values: item.get('values').strings(),
    notValues: item.get('notValues').strings(),
  };
}
