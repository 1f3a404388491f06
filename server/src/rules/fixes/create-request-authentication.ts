/** A RequestAuthentication that is missing: with the issuers of one that is there, else with one to be filled in. */
import type { JsonValue } from '../../base/json.ts';
import type { Labels } from '../../primitives/selector.ts';
import { requestAuthentications } from '../../workspace/tables/workload-selectors.ts';
import type { Fix, FixContext } from '../define-rule.ts';

const ISSUER = 'https://issuer.example.com';
const OPEN_RULES: JsonValue = [{ issuer: ISSUER, jwksUri: `${ISSUER}/.well-known/jwks.json` }];

export interface Verified {
  readonly namespace: string;
  /** Empty: all workloads of the namespace. */
  readonly selector: Labels;
  readonly name: string;
}

export function createRequestAuthentication(
  ctx: FixContext,
  { namespace, selector, name }: Verified,
): readonly Fix[] {
  const wanted = { apiVersion: 'security.istio.io/v1', kind: 'RequestAuthentication', name, namespace };
  if (ctx.isTaken(wanted)) return [];
  const [known] = ctx.world
    .read(requestAuthentications, '')
    .map(({ resource }) => ctx.resolve(resource)?.spec.get('jwtRules').json())
    .filter((rules) => Array.isArray(rules) && rules.length > 0);
  const isForAll = Object.keys(selector).length === 0;
  const spec = {
    ...(!isForAll && { selector: { matchLabels: { ...selector } } }),
    jwtRules: known ?? OPEN_RULES,
  };
  const told = known === undefined ? ' (fill in your issuer)' : '';
  return [
    {
      title: `Create RequestAuthentication "${name}" in namespace "${namespace}"${told}`,
      operations: [ctx.create(ctx.self, { ...wanted, body: { spec } })],
    },
  ];
}
