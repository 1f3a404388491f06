/** One token for each way in which conditions on issuer, subject and claims can hold or not. */
import type { JsonValue } from '../../base/json.ts';
import { form } from '../partition/patterns.ts';
import { conditions, conditionValues, type RequestSpace, valuesOf } from './asked-values.ts';
import { MAX_REQUESTS, textsOf } from './text-space.ts';

/** Claims of accepted tokens: every way in which conditions on issuer, subject and claims can hold or not. */
export function tokensOf(space: RequestSpace): readonly JsonValue[] | undefined {
  const { issuers, subjects } = principalParts(space);
  const claims = new Map<string, string[]>();
  for (const condition of conditions(space)) {
    const name = claimName(condition.get('key').string() ?? '');
    if (name === undefined) continue;
    const values = claims.get(name) ?? [];
    claims.set(name, values);
    for (const value of [...condition.get('values').strings(), ...condition.get('notValues').strings()]) {
      values.push(value);
    }
  }
  const issuerTexts = textsOf('[!-~]+', issuers, form, []);
  const subjectTexts = textsOf('[!-.0-~]*', subjects, form, []);
  if (issuerTexts === undefined || subjectTexts === undefined) return undefined;
  return combine(issuerTexts, subjectTexts, claims);
}

/** What `requestPrincipals` ask of issuer and subject, split as the proxy splits them. */
function principalParts(space: RequestSpace): Readonly<Record<'issuers' | 'subjects', readonly string[]>> {
  const issuers: string[] = [];
  const subjects: string[] = [];
  const values = [
    ...valuesOf(space, 'source', 'requestPrincipals'),
    ...conditionValues(space, 'request.auth.principal'),
  ];
  for (const value of values) {
    const slash = value.lastIndexOf('/');
    if (slash >= 0) {
      issuers.push(value.slice(0, slash));
      subjects.push(value.slice(slash + 1));
    } else if (value.startsWith('*')) subjects.push(value);
    else {
      issuers.push(value);
      subjects.push('');
    }
  }
  return { issuers, subjects };
}

function claimName(key: string): string | undefined {
  if (key === 'request.auth.audiences') return 'aud';
  if (key === 'request.auth.presenter') return 'azp';
  return key.startsWith('request.auth.claims[') ? key.slice('request.auth.claims['.length, -1) : undefined;
}

function combine(
  issuers: readonly string[],
  subjects: readonly string[],
  claims: ReadonlyMap<string, readonly string[]>,
): readonly JsonValue[] | undefined {
  let tokens: Readonly<Record<string, JsonValue>>[] = issuers.flatMap((iss) =>
    subjects.map((sub) => ({ iss, sub })),
  );
  for (const [name, values] of claims) {
    const texts = textsOf('[ -~]+', values, form, []);
    if (texts === undefined || tokens.length * (texts.length + 1) > MAX_REQUESTS) return undefined;
    tokens = tokens.flatMap((each) => [
      each,
      ...texts.map((text) => withClaim(each, name.split(']['), text)),
    ]);
  }
  return tokens;
}

function withClaim(
  token: Readonly<Record<string, JsonValue>>,
  [first = '', ...rest]: readonly string[],
  text: string,
): Readonly<Record<string, JsonValue>> {
  const below = token[first];
  const inner = typeof below === 'object' && below !== null && !Array.isArray(below) ? below : {};
  return {
    ...token,
    [first]: rest.length === 0 ? text : withClaim(inner as Readonly<Record<string, JsonValue>>, rest, text),
  };
}
