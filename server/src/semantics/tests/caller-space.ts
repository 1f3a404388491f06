/** One caller for each way in which conditions on identity and address can hold or not. */
import { parseCidr, parseIpAddress } from '../../primitives/ip-address.ts';
import { type Language, Languages } from '../partition/language.ts';
import { form, glob } from '../partition/patterns.ts';
import { expression } from '../partition/regular-expression.ts';
import { witnesses } from '../partition/witnesses.ts';
import { gatewayClient } from '../trace.ts';
import { principalOf } from '../workloads.ts';
import {
  conditionValues,
  NAME_PATTERN,
  type RequestSpace,
  type SpaceResult,
  unique,
  valuesOf,
} from './asked-values.ts';

export interface Caller {
  /** Undefined: no mutual TLS. */
  readonly principal: string | undefined;
  readonly namespace: string;
  readonly sourceIp: string;
}

/** Through a gateway the server sees the gateway's identity alone; the address is that of whoever called the gateway. */
export function callers(space: RequestSpace): SpaceResult<Caller> {
  const client = space.gateway === undefined ? undefined : gatewayClient(space.mesh, space.gateway);
  if (client !== undefined) {
    const { namespace } = client;
    const principal = principalOf(space.mesh, client);
    return {
      ok: true,
      values: sourceAddresses(space).map((sourceIp) => ({ principal, namespace, sourceIp })),
    };
  }
  const principals = identities(space);
  if (principals === undefined)
    return { ok: false, why: 'the policies tell too many sorts of identities apart' };
  const addresses = sourceAddresses(space);
  const values = [undefined, ...principals].flatMap((principal) =>
    addresses.map((sourceIp) => ({ principal, namespace: principal?.split('/')[2] ?? 'default', sourceIp })),
  );
  return { ok: true, values };
}

/** Identities of the mesh's own trust domain and its aliases. */
function identities(space: RequestSpace): readonly string[] | undefined {
  const languages = new Languages();
  const { trustDomain, trustDomainAliases } = space.mesh.settings;
  const name = expression(languages, NAME_PATTERN);
  const within = expression(languages, '[^/]') ?? languages.nothing;
  if (name === undefined) return undefined;
  const rest = languages.repeated(within);
  const domain = languages.sequenceOf([
    languages.either([trustDomain, ...trustDomainAliases].map((each) => languages.text(each))),
    languages.text('/ns/'),
    name,
    languages.text('/sa/'),
    name,
  ]);
  const patterns: Language[] = [];
  for (const value of [
    ...valuesOf(space, 'source', 'principals'),
    ...conditionValues(space, 'source.principal'),
  ]) {
    patterns.push(form(languages, value));
    // `cluster.local` and the mesh's own name stand for each of its names.
    for (const each of [trustDomain, ...trustDomainAliases]) {
      patterns.push(form(languages, value.replace(/^[^/*]*\//, `${each}/`)));
    }
  }
  for (const value of [
    ...valuesOf(space, 'source', 'namespaces'),
    ...conditionValues(space, 'source.namespace'),
  ]) {
    patterns.push(
      languages.sequenceOf([
        rest,
        languages.text('/ns/'),
        glob(languages, value, within),
        languages.text('/sa/'),
        rest,
      ]),
    );
  }
  for (const [value, namespace] of serviceAccounts(space)) {
    const account = value.includes('/') ? value : `${namespace}/${value}`;
    const [owner = '', account_ = ''] = account.split('/');
    patterns.push(languages.sequenceOf([rest, languages.text(`/ns/${owner}/sa/${account_}`)]));
  }
  for (const value of valuesOf(space, 'source', 'trustDomains')) {
    patterns.push(languages.sequenceOf([form(languages, value), languages.text('/ns/'), languages.anything]));
  }
  return witnesses(languages, domain, patterns);
}

/** With the namespace that completes short ones. */
function serviceAccounts(space: RequestSpace): readonly (readonly [value: string, namespace: string])[] {
  return space.policies.flatMap((policy) => {
    const own = { ...space, policies: [policy] };
    return [
      ...valuesOf(own, 'source', 'serviceAccounts'),
      ...conditionValues(own, 'source.serviceAccount'),
    ].map((value) => [value, policy.namespace] as const);
  });
}

/** Ends of every range, and their neighbours: between two borders all addresses are the same. */
function sourceAddresses(space: RequestSpace): readonly string[] {
  const written = unique([
    ...valuesOf(space, 'source', 'ipBlocks'),
    ...valuesOf(space, 'source', 'remoteIpBlocks'),
    ...conditionValues(space, 'source.ip'),
    ...conditionValues(space, 'remote.ip'),
  ]);
  const borders = new Set<bigint>([0x0a000001n]);
  for (const text of written) {
    const address = parseIpAddress(text);
    const range = parseCidr(text);
    const family = range?.family ?? address?.family;
    if (family !== 4) continue;
    const length = BigInt(32 - (range?.prefixLength ?? 32));
    const first = ((range?.bits ?? address?.bits ?? 0n) >> length) << length;
    borders.add(first);
    borders.add((first + (1n << length)) & 0xffffffffn);
  }
  return [...borders].map(
    (bits) => `${bits >> 24n}.${(bits >> 16n) & 255n}.${(bits >> 8n) & 255n}.${bits & 255n}`,
  );
}
