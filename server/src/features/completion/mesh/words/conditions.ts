/** Conditions of AuthorizationPolicies: attributes, and the values that each may have. */
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { beside, type MeshPlace, siblingItems } from '../mesh-place.ts';
import { accounts } from '../names/accounts.ts';
import { issuers } from '../names/issuers.ts';
import { namespaceChoices } from '../names/namespaces.ts';
import { counted, usedWords } from './used.ts';

/** With what a value looks like. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['request.headers[…]', 'a header of the request, by its name'],
  ['source.namespace', 'namespace of the client: shop'],
  ['source.principal', 'identity of the client: cluster.local/ns/shop/sa/cart'],
  ['source.serviceAccount', 'account of the client: shop/cart'],
  ['source.ip', 'address of the direct peer: 10.0.0.0/8'],
  ['remote.ip', 'address of the original client, behind proxies: 203.0.113.0/24'],
  ['destination.ip', 'address of the server: 10.1.2.3'],
  ['destination.port', 'port of the server: 443'],
  ['connection.sni', 'server name that the client asked for: www.example.com'],
  ['request.auth.principal', 'issuer/subject of the token'],
  ['request.auth.audiences', 'audience of the token'],
  ['request.auth.presenter', 'claim azp of the token'],
  ['request.auth.claims[…]', 'a claim of the token, by its name'],
  ['experimental.envoy.filters.…', 'metadata of a filter: experimental.envoy.filters.name[key]'],
];

/** Headers and claims that others use stand with their names. */
export function attributes(place: MeshPlace): readonly Choice[] {
  const headers = counted(place, 'header').map(([name]) =>
    word(`request.headers[${name}]`, 'header of the request', RANK.first),
  );
  const claims = [...new Set(['[iss]', '[groups]', ...counted(place, 'claim').map(([claim]) => claim)])].map(
    (claim) => word(`request.auth.claims${claim}`, 'claim of the token', RANK.first),
  );
  const general = ATTRIBUTES.filter(([name]) => !name.includes('…')).map(([name, detail]) =>
    word(name, detail),
  );
  return [...general, ...headers, ...claims];
}

/** By the attribute beside. */
export function attributeValues(place: MeshPlace): readonly Choice[] {
  const key = beside(place, 'key', 2);
  const written = siblingItems(place);
  return valuesOf(place, key ?? '').filter(({ name }) => !written.has(name));
}

function valuesOf(place: MeshPlace, key: string): readonly Choice[] {
  switch (key) {
    case 'source.namespace':
      return namespaceChoices(place);
    case 'source.principal':
      return accounts(place);
    case 'request.auth.principal':
      return issuers(place);
    case 'request.auth.audiences':
      return usedWords(place, 'audience', 'audience', RANK.first);
    default:
      return [];
  }
}

/** Claims without their brackets, as RequestAuthentications write them. */
export function claims(place: MeshPlace): readonly Choice[] {
  const used = counted(place, 'claim').map(([claim]) => claim.slice(1, -1));
  const usual = ['sub', 'iss', 'aud', 'groups', 'email', 'scope'].filter((name) => !used.includes(name));
  return [
    ...used.map((name) => word(name, 'claim', RANK.first)),
    ...usual.map((name) => word(name, 'claim')),
  ];
}

export function audiences(place: MeshPlace): readonly Choice[] {
  const written = siblingItems(place);
  return usedWords(place, 'audience', 'audience', RANK.first).filter(({ name }) => !written.has(name));
}
