/** A caller is named in a form that no certificate has. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import type { Sourced } from '../../model/cursor.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

type Form = 'principal' | 'account';

interface Place {
  readonly written: Sourced<string>;
  readonly form: Form;
  /** By the webhook, which reads lists of accounts in sources and in conditions. */
  readonly check: AdmissionCheck;
}

interface Data {
  readonly value: string;
  readonly form: Form;
  readonly instead: string;
}

const IN_SOURCE: AdmissionCheck = { code: 'V-AP-23' };
const IN_CONDITION: AdmissionCheck = { code: 'V-AP-35' };

export const notAnIdentity = defineRule({
  id: 'authorization-policy/not-an-identity',
  title: 'Caller is named in a form that none has',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'document',
  supersedes: ['value/bad-syntax'],
  equivalents: admission([IN_SOURCE, IN_CONDITION]),
  docs: {
    why: 'Principals are compared with the identity in the certificate of the caller, `cluster.local/ns/shop/sa/cart`; service accounts are named `shop/cart`, or `cart` for one of the own namespace. The name that Kubernetes gives an account in RBAC (`system:serviceaccount:shop:cart`) stands in no certificate, and an identity without its trust domain (`ns/shop/sa/cart`) is none. The webhook refuses a service account with more than one slash.',
    fix: 'Write the form that the field takes.',
  },
  messages: {
    principal: ({ value, instead }: Data) => `"${value}" is no principal; one is written "${instead}"`,
    account: ({ value, instead }: Data) => `"${value}" is no service account; one is written "${instead}"`,
  },
  effect: ({ isRefused }) => (isRefused === true ? 'The object is rejected' : 'The value matches no caller'),
  check(ctx) {
    for (const { written, form, check } of placesOf(ctx.resource.facts(authorizationPolicy))) {
      const { value, path } = written;
      const account = accountIn(value, form);
      if (account === undefined) continue;
      const instead = form === 'account' ? account : principalOf(account);
      const isRefused = form === 'account' && value.split('/').length > 2;
      ctx.report({
        message: form,
        at: path,
        severity: isRefused ? 'error' : 'warning',
        data: { value, form, instead, isRefused },
        equivalents: isRefused ? admission([check]) : [],
        fixes: ['useForm'],
      });
    }
  },
  fixes: { useForm: suggestion((finding) => [use(finding, String(finding.data['instead']))]) },
});

function placesOf({ rules }: ReturnType<typeof authorizationPolicy.build>): readonly Place[] {
  const sources = rules.flatMap((rule) => rule.sources);
  const conditions = rules.flatMap((rule) => rule.conditions);
  const inSources = (values: readonly Sourced<string>[], form: Form) =>
    values.map((written): Place => ({ written, form, check: IN_SOURCE }));
  const inConditions = (key: string, form: Form) =>
    conditions
      .filter((condition) => condition.key?.value === key)
      .flatMap(({ values, notValues }) => [...values, ...notValues])
      .map((written): Place => ({ written, form, check: IN_CONDITION }));
  return [
    ...sources.flatMap(({ principals, notPrincipals }) =>
      inSources([...principals, ...notPrincipals], 'principal'),
    ),
    ...sources.flatMap(({ serviceAccounts, notServiceAccounts }) =>
      inSources([...serviceAccounts, ...notServiceAccounts], 'account'),
    ),
    ...inConditions('source.principal', 'principal'),
    ...inConditions('source.serviceAccount', 'account'),
  ];
}

/** `namespace/name` of the account that is meant; undefined where the value has the form of its field, or none of these. */
function accountIn(value: string, form: Form): string | undefined {
  const kubernetes = /^system:serviceaccount:([^:/]+):([^:/]+)$/.exec(value);
  if (kubernetes !== null) return `${kubernetes[1]}/${kubernetes[2]}`;
  const [, domain, namespace, name] = /^(.*?\/)?ns\/([^/]+)\/sa\/([^/]+)$/.exec(value) ?? [];
  if (namespace === undefined || name === undefined) return undefined;
  return form === 'account' || domain === undefined ? `${namespace}/${name}` : undefined;
}

function principalOf(account: string): string {
  const [namespace = '', name = ''] = account.split('/');
  return `cluster.local/ns/${namespace}/sa/${name}`;
}
