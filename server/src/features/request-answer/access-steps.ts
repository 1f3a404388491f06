/** What a server does with a request that has come to it: encryption, external authorizer, token, policies. */

import { groupBy } from '../../base/group-by.ts';
import {
  type AuthzAnswer,
  type AuthzQuestion,
  type PolicyReason,
  policyReasons,
} from '../../semantics/authz.ts';
import type { RuleCondition } from '../../semantics/authz-rule.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import { attachedPolicies } from '../../semantics/policy-attachment.ts';
import type { Step } from '../../semantics/steps.ts';
import type { Arrival } from '../../semantics/trace.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { StepList } from './answer-steps.ts';
import type { Detail, RequestForm } from './request-data.ts';

export interface Access {
  readonly mesh: Mesh;
  readonly places: PlaceBook;
  readonly form: RequestForm;
}

/** Whether what is not given could change the decision: answers of external authorizers, and addresses. */
export function openQuestions(
  { mesh, form }: Access,
  asked: AuthzQuestion,
): readonly ('authorizers' | 'sourceIp')[] {
  const reasons = policyReasons(mesh, asked).filter(({ isDryRun }) => !isDryRun);
  const isCustom = reasons.some(
    ({ action, rules }) => action === 'CUSTOM' && rules.some(({ isMatch }) => isMatch),
  );
  const isAddress = reasons.some(({ rules }) => rules.some(({ conditions }) => isUpToAddress(conditions)));
  return [
    ...(isCustom && form.authorizers === '' ? (['authorizers'] as const) : []),
    ...(isAddress && form.sourceIp === '' ? (['sourceIp'] as const) : []),
  ];
}

const ADDRESSES: ReadonlySet<string> = new Set([
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
  'source.ip',
  'remote.ip',
]);

/** Whether a rule asks for the address, and all else that it asks for holds. */
function isUpToAddress(conditions: readonly RuleCondition[]): boolean {
  if (!conditions.some(({ name }) => ADDRESSES.has(name))) return false;
  const blocks = [...groupBy(conditions, ({ block }) => block)].map(([block, list]) => ({
    key: block.slice(0, block.indexOf('[')),
    holds: list.every(({ name, state }) => state !== 'fails' || ADDRESSES.has(name)),
  }));
  return [...groupBy(blocks, ({ key }) => key)].every(([key, list]) =>
    key === 'when' ? list.every(({ holds }) => holds) : list.some(({ holds }) => holds),
  );
}

export function mtlsStep(list: StepList, { mtls }: Arrival): void {
  const decided = mtls.steps.at(-1);
  const others = mtls.steps.slice(0, -1);
  const kind = mtls.verdict === 'ok' ? 'ok' : mtls.verdict === 'rejected' ? 'no' : 'unjudged';
  list.add({
    kind,
    title: decided?.text ?? '',
    text: [
      others.length === 0
        ? 'No PeerAuthentication and no DestinationRule says otherwise: what a mesh does by itself.'
        : '',
    ],
    step: others.findLast(({ place }) => place !== undefined),
    details: list.details('What decides that', others),
  });
}

/** Of the gateway, or of a workload behind its proxy. */
export function accessSteps(
  list: StepList,
  access: Access,
  who: string,
  asked: AuthzQuestion,
  answer: AuthzAnswer,
): void {
  const open = openQuestions(access, asked);
  authorizerStep(list, open, answer);
  tokenStep(list, access, asked, answer);
  if (answer.reason === 'jwt-invalid') return;
  policyStep(list, access, who, asked, answer, open);
}

function authorizerStep(list: StepList, open: readonly string[], { steps, reason }: AuthzAnswer): void {
  const step = steps.find(({ place }) => place?.path === 'spec.provider');
  if (step === undefined) return;
  const isRefused = reason === 'custom-denied' || reason === 'custom-misconfigured';
  const isOpen = open.includes('authorizers') && !isRefused;
  list.add({
    kind: isRefused ? 'no' : isOpen ? 'unjudged' : 'ok',
    title: step.text,
    text: isOpen ? ['Files do not say what it answers; say it under “More”.'] : [],
    step,
  });
}

function tokenStep(list: StepList, { mesh, form }: Access, asked: AuthzQuestion, answer: AuthzAnswer): void {
  if (asked.protocol !== 'http') return;
  const policies = attachedPolicies(mesh, 'security.istio.io/RequestAuthentication', asked.workload);
  const [first] = policies;
  if (first === undefined || asked.workload.type === 'ztunnel') {
    const isCarried = form.token !== 'none';
    list.add({
      kind: 'skip',
      title: 'No RequestAuthentication applies',
      text: [isCarried ? 'Nobody looks at the token, so its claims count for nothing.' : ''],
    });
    return;
  }
  const step: Step = { text: '', outcome: 'passed', place: { resource: first.ref, path: 'spec.jwtRules' } };
  if (answer.reason === 'jwt-invalid') {
    list.add({ kind: 'no', title: 'The token is not valid: answered with 401', step });
  } else if (form.token === 'valid') {
    list.add({
      kind: 'ok',
      title: 'The token is accepted',
      text: ['Its claims are what policies see.'],
      step,
    });
  } else {
    list.add({
      kind: 'ok',
      title: 'No token is sent',
      text: ['RequestAuthentication refuses bad tokens; a request without one goes on.'],
      step,
    });
  }
}

function policyStep(
  list: StepList,
  { mesh, places }: Access,
  who: string,
  asked: AuthzQuestion,
  answer: AuthzAnswer,
  open: readonly string[],
): void {
  if (answer.reason === 'custom-denied' || answer.reason === 'custom-misconfigured') return;
  const reasons = policyReasons(mesh, asked);
  const decided = answer.steps.find(({ outcome }) => outcome === 'decided');
  const isOpen = open.includes('sourceIp');
  const allow = reasons.filter(({ action, isDryRun }) => action === 'ALLOW' && !isDryRun).length;
  const implicit =
    answer.reason === 'no-allow-match'
      ? `${allow} ALLOW ${allow === 1 ? 'policy applies' : 'policies apply'}, so what no rule allows is denied.`
      : '';
  const first = reasons[0]?.object;
  list.add({
    kind: isOpen ? 'unjudged' : answer.decision === 'ALLOW' ? 'ok' : 'no',
    title: `At ${who}: ${decided?.text ?? answer.decision}`,
    text: [isOpen ? 'A rule asks for the address of the caller; say it under “More”.' : implicit],
    step:
      decided?.place !== undefined
        ? decided
        : first && { text: '', outcome: 'passed', place: { resource: first.ref, path: 'metadata.name' } },
    details: reasons.map((reason) => policyDetail(places, reason)),
  });
}

function policyDetail(places: PlaceBook, { object, action, isDryRun, rules }: PolicyReason): Detail {
  const count = rules.filter(({ isMatch }) => isMatch).length;
  const words =
    rules.length === 0
      ? 'has no rules, so it matches nothing'
      : count > 0
        ? 'matches'
        : rules.length === 1
          ? 'its rule does not match'
          : `none of its ${rules.length} rules matches`;
  return {
    title: `${action} ${object.id}${isDryRun ? ' (on trial)' : ''}: ${words}`,
    lines: rules.flatMap(({ path, isMatch, conditions }, index) => [
      {
        mark: isMatch ? ('holds' as const) : ('fails' as const),
        text: `Rule ${index}${conditions.length === 0 ? ' has no conditions' : ''}`,
        place: places.id(object.ref, path),
      },
      ...conditions.map((each) => ({
        mark: each.state,
        text: conditionText(each),
        place: places.id(object.ref, each.path),
      })),
    ]),
  };
}

const SHOWN_VALUES = 6;

function conditionText({ block, name, values, isNegative, state }: RuleCondition): string {
  const shown = values.slice(0, SHOWN_VALUES).join(', ');
  const rest = values.length > SHOWN_VALUES ? ` and ${values.length - SHOWN_VALUES} more` : '';
  const unknown = state === 'unknown' ? ' (cannot be seen here)' : '';
  const words = block.startsWith('when') && isNegative ? 'is none of' : 'is one of';
  return `${block}: ${name} ${words} ${shown}${rest}${unknown}`;
}
