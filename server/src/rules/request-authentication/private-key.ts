/** Keys in a RequestAuthentication are those that sign tokens, not those that verify them. */
import { fieldsAt } from '../../model/fields-at.ts';
import { set } from '../../yaml/plan/operation.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

/** Parameters of private keys: of RSA, and of curves (`d` alone). */
const SECRET: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

export const privateKey = defineRule({
  id: 'request-authentication/private-key',
  title: 'Key that signs tokens stands in the policy',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['security.istio.io/RequestAuthentication'],
  scope: 'document',
  equivalents: admission([{ code: 'V-RA-06' }]),
  docs: {
    why: 'Proxies verify tokens with the public part of a key. A private or symmetric key in `jwks` is handed to every proxy and to everybody who may read the object, and whoever has it can make tokens of the issuer.',
    fix: 'Leave only the public parts (`kty`, `n`, `e`, `crv`, `x`, `y`, `kid`), and take another key: this one is known now.',
  },
  messages: {
    secret: ({ index }: { index: number }) => `Key ${index + 1} of "jwks" has its private part`,
    symmetric: ({ index }: { index: number }) =>
      `Key ${index + 1} of "jwks" is symmetric: it verifies and signs`,
  },
  effect: 'Whoever reads the object can sign tokens',
  check(ctx) {
    for (const field of fieldsAt(ctx.spec, 'jwtRules[].jwks')) {
      for (const [index, key] of keysIn(field.string() ?? '').entries()) {
        const isSymmetric = key.get('kty') === 'oct';
        if (!isSymmetric && key.get('d') === undefined) continue;
        const fixes = isSymmetric ? [] : ['keepPublic'];
        ctx.report({ message: isSymmetric ? 'symmetric' : 'secret', at: field.path, data: { index }, fixes });
      }
    }
  },
  fixes: {
    keepPublic: suggestion(({ at }, { resource }) => {
      const parsed = parsedKeys(resource.cursor.at(at.path).string() ?? '');
      if (parsed === undefined) return [];
      const isPublic = ([name]: readonly [string, unknown]) => !SECRET.includes(name);
      const keys = parsed.keys.map((key) => Object.fromEntries(Object.entries(key).filter(isPublic)));
      const text = JSON.stringify(parsed.isSet ? { keys } : keys[0]);
      return [{ title: 'Keep the public parts', operations: [set(at.path, text)] }];
    }),
  },
});

function keysIn(text: string): readonly ReadonlyMap<string, unknown>[] {
  return (parsedKeys(text)?.keys ?? []).map((key) => new Map(Object.entries(key)));
}

/** A key, or a set of keys; undefined for what is no JSON: that is another mistake. */
function parsedKeys(text: string) {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const { keys } = value as { readonly keys?: unknown };
    return Array.isArray(keys)
      ? { isSet: true, keys: keys.filter(isRecord) }
      : { isSet: false, keys: [value] };
  } catch {
    return undefined;
  }
}
