/** A condition of a policy is about an attribute that does not exist. */

import { nearest } from '../../base/nearest.ts';
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const UNKNOWN: AdmissionCheck = { code: 'V-AP-33' };
const NO_NAME: AdmissionCheck = { code: 'V-AP-34' };

/** With the release that knows it first. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['source.ip', '1.22'],
  ['remote.ip', '1.22'],
  ['source.namespace', '1.22'],
  ['source.principal', '1.22'],
  ['source.serviceAccount', '1.25'],
  ['source.trustDomain', '1.30'],
  ['request.auth.principal', '1.22'],
  ['request.auth.audiences', '1.22'],
  ['request.auth.presenter', '1.22'],
  ['destination.ip', '1.22'],
  ['destination.port', '1.22'],
  ['connection.sni', '1.22'],
];
/** Attributes that take a name in brackets. The control plane compares their beginning only. */
const NAMED: readonly string[] = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];

interface Data {
  readonly key: string;
  readonly near: readonly string[];
}

export const unknownCondition = defineRule({
  id: 'authorization-policy/unknown-condition',
  title: 'Condition is about an attribute that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  fields: ['spec.rules[].when'],
  scope: 'document',
  equivalents: admission([UNKNOWN, NO_NAME]),
  docs: {
    why: 'The key of a condition is one of a fixed list of attributes, compared to the letter. `request.headers`, `request.auth.claims` and `experimental.envoy.filters.…` take a name in brackets. The webhook refuses every other key.',
    fix: 'Write an attribute of the list, such as `request.headers[x-token]`.',
  },
  messages: {
    unknown: ({ key }: Data) => `"${key}" is no attribute of conditions`,
    unnamed: ({ key }: Data) => `"${key}" needs a name in brackets, as in "request.headers[x-token]"`,
  },
  effect: 'The policy is rejected',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    const known = ATTRIBUTES.filter(([, since]) => isAtLeast(version, since)).map(([name]) => name);
    for (const { conditions } of ctx.resource.facts(authorizationPolicy).rules) {
      for (const { key } of conditions) {
        if (key === undefined || key.value === '' || known.includes(key.value)) continue;
        const isNamed = NAMED.some((name) => key.value.startsWith(name));
        if (isNamed && /^[^[]+\[.+\]$/.test(key.value)) continue;
        ctx.report({
          message: isNamed ? 'unnamed' : 'unknown',
          at: key.path,
          data: { key: key.value, near: isNamed ? [] : alike(key.value, known) },
          equivalents: admission([isNamed ? NO_NAME : UNKNOWN]),
          fixes: ['useKnown'],
        });
      }
    }
  },
  fixes: {
    useKnown: suggestion(({ data, at }) =>
      (data as unknown as Data).near.map((text) => way(text, `Use "${text}"`, set(at.path, text))),
    ),
  },
});

/** What stands in brackets stays. */
function alike(key: string, known: readonly string[]): readonly string[] {
  const at = key.indexOf('[');
  if (at < 0) return nearest(key, [...known, ...NAMED]).filter((name) => known.includes(name));
  return nearest(key.slice(0, at), ['request.headers', 'request.auth.claims'], 1).map(
    (name) => name + key.slice(at),
  );
}
