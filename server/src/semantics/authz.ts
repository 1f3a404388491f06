/** Whether a connection or request is let in, and which rule says so (§6.2, §6.5). */
import type { JsonValue } from '../base/json.ts';
import { type Peer, splitClaims } from './authz-attributes.ts';
import { type Enforcer, type RuleCondition, ruleConditions, ruleMatches } from './authz-rule.ts';
import type { Fields } from './fields.ts';
import { compareText, type Mesh, type MeshObject } from './mesh.ts';
import { attachedPolicies, type PolicyWorkload } from './policy-attachment.ts';
import { httpRequest, type RequestInput } from './request.ts';
import { type Step, Trail } from './steps.ts';

export interface AuthzQuestion {
  readonly workload: PolicyWorkload;
  readonly protocol: 'http' | 'tcp';
  readonly connection: {
    readonly principal?: string | null | undefined;
    readonly sourceIp?: string | undefined;
    readonly remoteIp?: string | undefined;
    readonly destinationIp?: string | undefined;
    readonly destinationPort?: number | undefined;
    readonly sni?: string | undefined;
  };
  readonly request?: RequestInput | undefined;
  readonly jwt?: { readonly token: string; readonly claims?: JsonValue | undefined } | undefined;
  /** What external authorizers would answer, by provider; `allow` when not given. */
  readonly extAuthz?: ReadonlyMap<string, string> | undefined;
}

export interface PolicyRuleRef {
  /** `namespace/name`. */
  readonly policy: string;
  readonly rule: number;
}

export type AuthzReason =
  | 'no-policy'
  | 'no-allow-policies'
  | 'allow-match'
  | 'no-allow-match'
  | 'deny-match'
  | 'custom-denied'
  | 'custom-misconfigured'
  | 'jwt-invalid';

export interface AuthzAnswer {
  readonly decision: 'ALLOW' | 'DENY';
  readonly reason: AuthzReason;
  readonly by?: PolicyRuleRef;
  readonly status?: number;
  readonly audited: readonly PolicyRuleRef[];
  /** Policies on trial that would have matched. */
  readonly dryRunMatches: readonly string[];
  readonly steps: readonly Step[];
}

export interface PolicyReason {
  readonly object: MeshObject;
  readonly action: string;
  readonly isDryRun: boolean;
  readonly rules: readonly {
    readonly path: string;
    readonly isMatch: boolean;
    readonly conditions: readonly RuleCondition[];
  }[];
}

interface Policy {
  readonly object: MeshObject;
  readonly action: string;
  readonly isDryRun: boolean;
  readonly rules: readonly Fields[];
}

interface Case {
  readonly mesh: Mesh;
  readonly question: AuthzQuestion;
  readonly enforcer: Enforcer;
  readonly policies: readonly Policy[];
  readonly trail: Trail;
}

const KIND = 'security.istio.io/AuthorizationPolicy';

export function authorize(mesh: Mesh, question: AuthzQuestion): AuthzAnswer {
  return decide(caseOf(mesh, question));
}

/** Why each policy of the workload takes the request or not, rule by rule: what the decision leaves out. */
export function policyReasons(mesh: Mesh, question: AuthzQuestion): readonly PolicyReason[] {
  const asked = caseOf(mesh, question);
  const token = acceptedToken(asked);
  const peer = peerOf(asked, token === 'invalid' ? undefined : token);
  const { trustDomain, trustDomainAliases } = mesh.settings;
  return asked.policies.map(({ object, action, isDryRun, rules }) => {
    const trust = { own: trustDomain, aliases: trustDomainAliases, policyNamespace: object.namespace };
    const context = { peer, trust, enforcer: asked.enforcer, action };
    return {
      object,
      action,
      isDryRun,
      rules: rules.map((rule) => ({
        path: rule.path,
        isMatch: ruleMatches(rule, context),
        conditions: ruleConditions(rule, context),
      })),
    };
  });
}

function caseOf(mesh: Mesh, question: AuthzQuestion): Case {
  const { workload, protocol } = question;
  const isZtunnel = workload.type === 'ztunnel';
  const enforcer: Enforcer = isZtunnel ? 'ztunnel' : protocol;
  const policies = attachedPolicies(mesh, KIND, workload)
    .map(policyOf)
    .filter(({ action, isDryRun }) => !isZtunnel || (!isDryRun && (action === 'ALLOW' || action === 'DENY')));
  return { mesh, question, enforcer, policies, trail: new Trail() };
}

function policyOf(object: MeshObject): Policy {
  const action = object.spec.get('action').string() ?? 'ALLOW';
  const isOnTrial = object.annotations.get('istio.io/dry-run') === 'true';
  return {
    object,
    action,
    isDryRun: isOnTrial && (action === 'ALLOW' || action === 'DENY'),
    rules: object.spec.get('rules').items(),
  };
}

function decide(question: Case): AuthzAnswer {
  const { policies, trail } = question;
  const enforced = policies.filter(({ isDryRun }) => !isDryRun);
  const before = peerOf(question, undefined);
  const custom = askAuthorizers(question, enforced, before);
  if (custom !== undefined) return answer(question, 'DENY', custom.reason, custom.by, before);
  const token = acceptedToken(question);
  if (token === 'invalid') {
    trail.add('decided', 'The token is not valid: answered with 401');
    return answer(question, 'DENY', 'jwt-invalid', undefined, before);
  }
  const peer = peerOf(question, token);
  const denied = firstMatch(question, enforced, 'DENY', peer);
  if (denied !== undefined) return answer(question, 'DENY', 'deny-match', denied, peer);
  if (enforced.length === 0) {
    trail.add('decided', 'No policy is for this workload: everything is let in');
    return answer(question, 'ALLOW', 'no-policy', undefined, peer);
  }
  if (!enforced.some(({ action }) => action === 'ALLOW')) {
    trail.add('decided', 'Nothing denies it and there is no ALLOW policy: it is let in');
    return answer(question, 'ALLOW', 'no-allow-policies', undefined, peer);
  }
  const allowed = firstMatch(question, enforced, 'ALLOW', peer);
  if (allowed !== undefined) return answer(question, 'ALLOW', 'allow-match', allowed, peer);
  trail.add('decided', 'There are ALLOW policies and none of their rules matches: it is denied');
  return answer(question, 'DENY', 'no-allow-match', undefined, peer);
}

function answer(
  question: Case,
  decision: AuthzAnswer['decision'],
  reason: AuthzReason,
  by: PolicyRuleRef | undefined,
  peer: Peer,
): AuthzAnswer {
  const onTrial = question.policies.filter(({ isDryRun }) => isDryRun);
  const isHttp = question.enforcer === 'http';
  return {
    decision,
    reason,
    ...(by !== undefined && { by }),
    ...(decision === 'DENY' && isHttp && { status: reason === 'jwt-invalid' ? 401 : 403 }),
    audited: matches(question, question.policies, 'AUDIT', peer),
    dryRunMatches: [...new Set(matches(question, onTrial, undefined, peer).map(({ policy }) => policy))],
    steps: question.trail.steps,
  };
}

/** Of the rules that match, the one whose name in Envoy's configuration sorts first. */
function firstMatch(
  question: Case,
  policies: readonly Policy[],
  action: string,
  peer: Peer,
): PolicyRuleRef | undefined {
  const found = matches(question, policies, action, peer);
  const first = found.toSorted((a, b) => compareText(envoyName(a), envoyName(b)))[0];
  if (first !== undefined) {
    const object = policies.find(({ object: each }) => each.id === first.policy)?.object;
    const verb = action === 'DENY' ? 'denies it' : 'lets it in';
    question.trail.add(
      'decided',
      `Rule ${first.rule} of AuthorizationPolicy ${first.policy} ${verb}`,
      object?.ref,
      `spec.rules[${first.rule}]`,
    );
  }
  return first;
}

export function envoyName({ policy, rule }: PolicyRuleRef): string {
  const slash = policy.indexOf('/');
  return `ns[${policy.slice(0, slash)}]-policy[${policy.slice(slash + 1)}]-rule[${rule}]`;
}

function matches(
  { mesh, enforcer, trail }: Case,
  policies: readonly Policy[],
  action: string | undefined,
  peer: Peer,
): readonly PolicyRuleRef[] {
  const { trustDomain, trustDomainAliases } = mesh.settings;
  return policies
    .filter((policy) => action === undefined || policy.action === action)
    .flatMap((policy) => {
      const { object, rules } = policy;
      const trust = { own: trustDomain, aliases: trustDomainAliases, policyNamespace: object.namespace };
      const found = rules.flatMap((rule, index) =>
        ruleMatches(rule, { peer, trust, enforcer, action: policy.action })
          ? [{ policy: object.id, rule: index }]
          : [],
      );
      if (found.length === 0 && action === 'ALLOW') {
        trail.add('rejected', `No rule of ALLOW policy ${object.id} matches`, object.ref);
      }
      return found;
    });
}

interface Refusal {
  readonly reason: 'custom-denied' | 'custom-misconfigured';
  readonly by: PolicyRuleRef;
}

/** External authorizers are asked before tokens are looked at. */
function askAuthorizers(question: Case, enforced: readonly Policy[], peer: Peer): Refusal | undefined {
  const { mesh, trail } = question;
  const custom = enforced.filter(({ action }) => action === 'CUSTOM');
  const [by] = matches(question, custom, 'CUSTOM', peer).toSorted((a, b) =>
    compareText(envoyName(a), envoyName(b)),
  );
  if (by === undefined) return undefined;
  const names = new Set(custom.map(({ object }) => object.spec.get('provider').get('name').string() ?? ''));
  const name = [...names][0] ?? '';
  const provider = mesh.settings.extensionProviders.get(name);
  const object = custom.find(({ object: each }) => each.id === by.policy)?.object;
  if (names.size > 1 || provider === undefined) {
    const why =
      names.size > 1
        ? 'policies of this workload name several providers'
        : `the mesh has no provider "${name}"`;
    trail.add('decided', `Denied: ${why}`, object?.ref, 'spec.provider');
    return { reason: 'custom-misconfigured', by };
  }
  const isHttpOnly =
    provider.get('envoyExtAuthzHttp').exists || provider.get('type').string() === 'envoyExtAuthzHttp';
  if (question.enforcer === 'tcp' && isHttpOnly) return undefined;
  if (question.question.extAuthz?.get(name) === 'deny') {
    trail.add('decided', `External authorizer "${name}" denies it`, object?.ref, 'spec.provider');
    return { reason: 'custom-denied', by };
  }
  trail.add('passed', `External authorizer "${name}" is asked first`, object?.ref, 'spec.provider');
  return undefined;
}

/** Claims of the token, when something here looks at tokens; `invalid` when it is refused. */
function acceptedToken({ mesh, question, enforcer }: Case): JsonValue | 'invalid' | undefined {
  const { jwt, workload } = question;
  if (enforcer !== 'http' || jwt === undefined || jwt.token === 'none') return undefined;
  const rules = attachedPolicies(mesh, 'security.istio.io/RequestAuthentication', workload).flatMap(
    ({ spec }) => spec.get('jwtRules').items(),
  );
  if (rules.length === 0) return undefined;
  if (jwt.token === 'invalid') return 'invalid';
  const names = rules.flatMap((rule) => rule.get('spaceDelimitedClaims').strings());
  return splitClaims(jwt.claims ?? {}, new Set(['scope', 'permission', ...names]));
}

function peerOf({ question, enforcer }: Case, claims: JsonValue | undefined): Peer {
  const { connection, request } = question;
  const sourceIp = connection.sourceIp ?? '';
  return {
    principal: connection.principal ?? undefined,
    sourceIp,
    remoteIp: connection.remoteIp ?? sourceIp,
    destinationIp: connection.destinationIp,
    destinationPort: connection.destinationPort ?? 0,
    sni: connection.sni,
    request: enforcer === 'http' && request !== undefined ? httpRequest(request) : undefined,
    claims,
  };
}
