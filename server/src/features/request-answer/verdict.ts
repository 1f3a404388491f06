/** What comes of a request, in one line: of the whole, and of each share. */
import type { AuthzAnswer } from '../../semantics/authz.ts';
import type { Arrival, Trace, TracedDestination } from '../../semantics/trace.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { Link, Sentence } from '../panels/panel-data.ts';
import type { StepList } from './answer-steps.ts';
import type { Verdict } from './request-data.ts';

/** Undefined: it is routed, and each share has a verdict of its own. */
export function routeVerdict(list: StepList, { route }: Trace): Verdict | undefined {
  const step = route.steps.findLast(({ outcome }) => outcome === 'decided');
  const text: Sentence = step === undefined ? [] : [linked(step.text, list.placeOf(step))];
  switch (route.outcome) {
    case 'routed':
      return undefined;
    case 'redirect':
      return { kind: 'elsewhere', title: `${route.status}, sent elsewhere`, text };
    case 'directResponse':
      return { kind: 'elsewhere', title: `${route.status}, answered on the way`, text };
    case 'passthrough':
      return { kind: 'elsewhere', title: 'Leaves the mesh', text };
    case 'noListener':
      return { kind: 'refused', title: 'Connection closed', text };
    default:
      return { kind: 'refused', title: `${route.status ?? 'Connection closed'}, not routed`, text };
  }
}

function linked(text: string, place: string | undefined): string | Link {
  return place === undefined ? text : { text, place };
}

export interface BranchCase {
  readonly destination: TracedDestination;
  /** Why it will not exist. */
  readonly missing: string | undefined;
  readonly isHttp: boolean;
  /** Files do not say enough at this workload. */
  isOpen(arrival: Arrival): boolean;
  readonly places: PlaceBook;
}

/** A refusal by one workload counts before the others: some of the requests meet it. */
export function branchVerdict(branch: BranchCase): Verdict {
  const { destination, missing, isHttp } = branch;
  const { service, arrivals, cluster } = destination;
  if (missing !== undefined)
    return {
      kind: 'refused',
      title: isHttp ? '503, no such destination' : 'Connection closed',
      text: [missing],
    };
  if (service === undefined || service.isExternal) {
    return { kind: 'elsewhere', title: 'Leaves the mesh', text: [`It goes to ${service?.host ?? cluster}.`] };
  }
  if (arrivals.length === 0) {
    return {
      kind: 'depends',
      title: 'It depends',
      text: [`These files hold no workload behind ${service.host}: what it asks for is not known.`],
    };
  }
  const worst = worstArrival(branch);
  return arrivalVerdict(branch, worst);
}

/** The one whose answer is shown: refused before open before let in. */
export function worstArrival(branch: Pick<BranchCase, 'destination' | 'isOpen'>): Arrival {
  const { arrivals } = branch.destination;
  const found =
    arrivals.find(isRefused) ??
    arrivals.find((arrival) => branch.isOpen(arrival) || arrival.mtls.verdict === 'app-tls') ??
    arrivals[0];
  return found as Arrival;
}

export function isRefused({ mtls, authz }: Arrival): boolean {
  return mtls.verdict === 'rejected' || authz?.decision === 'DENY';
}

function arrivalVerdict(branch: BranchCase, arrival: Arrival): Verdict {
  const { isHttp, destination, places } = branch;
  const { mtls, authz, workload } = arrival;
  const others = destination.arrivals.filter((each) => isRefused(each) !== isRefused(arrival)).length;
  const part = others === 0 ? '' : ` Another ${others} behind the same destination would let it in.`;
  const link = places.link(workload.id, workload.ref, 'metadata.name');
  if (mtls.verdict === 'rejected') {
    const title = isHttp ? '503, the connection is refused' : 'Connection refused';
    return { kind: 'refused', title, text: [`${mtls.steps.at(-1)?.text ?? ''}, at `, link, `.${part}`] };
  }
  if (branch.isOpen(arrival)) {
    return {
      kind: 'depends',
      title: 'It depends',
      text: ['What files do not say decides at ', link, '. The steps name it.'],
    };
  }
  if (authz?.decision === 'DENY') {
    return { ...deniedVerdict(authz, isHttp), text: [`${decidedText(authz)}, at `, link, `.${part}`] };
  }
  if (mtls.verdict === 'app-tls') {
    return {
      kind: 'depends',
      title: 'It depends',
      text: [mtls.steps.at(-1)?.text ?? '', ', at ', link, '.'],
    };
  }
  const count = destination.arrivals.length;
  const more = count === 1 ? [] : [` and ${count - 1} more`];
  return { kind: 'reaches', title: 'Reaches', text: [link, ...more, '.'] };
}

export function deniedVerdict({ status }: AuthzAnswer, isHttp: boolean): Omit<Verdict, 'text'> {
  const title = isHttp
    ? `${status ?? 403}, ${status === 401 ? 'not authenticated' : 'denied'}`
    : 'Connection closed';
  return { kind: 'refused', title };
}

export function decidedText({ steps }: AuthzAnswer): string {
  return steps.findLast(({ outcome }) => outcome === 'decided')?.text ?? 'Denied';
}
