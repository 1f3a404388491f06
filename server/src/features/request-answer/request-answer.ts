/** The request panel: what the mesh does with one request, step by step, with the line that decides each. */
import type { AuthzAnswer, AuthzQuestion } from '../../semantics/authz.ts';
import { Fields } from '../../semantics/fields.ts';
import { type Arrival, type Trace, type TraceQuestion, traceRequest } from '../../semantics/trace.ts';
import { emptyAnswer, type Panel, PlaceBook } from '../panels/panel.ts';
import { type Access, accessSteps, mtlsStep, openQuestions } from './access-steps.ts';
import { clusterText, routeSteps, StepList, shareOf, startStep } from './answer-steps.ts';
import { copiesOf } from './copies.ts';
import { formAtCursor } from './prefill.ts';
import type { Branch, RequestForm, RequestHead, RequestShown, StepRow, Verdict } from './request-data.ts';
import { askedOf, formOf, sourcesOf } from './request-form.ts';
import {
  branchVerdict,
  decidedText,
  deniedVerdict,
  isRefused,
  routeVerdict,
  worstArrival,
} from './verdict.ts';

/** `input`: the form that a person has filled in; absent: what stands at the cursor is asked for. */
export const requestAnswer: Panel = ({ snapshot, mesh, slot, path, input }) => {
  const written = formOf(input);
  const form = written ?? (slot && formAtCursor(mesh, slot, path));
  if (form === undefined) {
    return emptyAnswer(
      slot === undefined
        ? 'No object stands at the cursor.'
        : 'These files hold no service and no gateway: there is nothing to ask for.',
    );
  }
  const places = new PlaceBook(snapshot);
  const asked = askedOf(mesh, form);
  const sources = sourcesOf(mesh);
  const isTyped = new Fields(input, '').get('isTyped').boolean() === true;
  const origin = written === undefined ? 'cursor' : isTyped ? 'page' : 'given';
  const base = { state: 'shown', form, origin } as const;
  if (!asked.ok) {
    const head: RequestHead = { ...base, problems: asked.problems, branches: [], asksFor: [] };
    return { head, items: sources, book: places };
  }
  const answered = answerOf({ mesh, places, form }, asked.question);
  const head: RequestHead = { ...base, problems: [], ...answered.shown };
  return { head, items: [...sources, ...answered.rows], book: places };
};

/** What files do not say decides there. */
function openAt(who: string): Verdict {
  return {
    kind: 'depends',
    title: 'It depends',
    text: [`What files do not say decides at ${who}. The steps name it.`],
  };
}

interface Answered {
  readonly shown: Pick<RequestShown, 'verdict' | 'branches' | 'asksFor' | 'copies'>;
  readonly rows: readonly StepRow[];
}

function answerOf(access: Access, question: TraceQuestion): Answered {
  const { mesh, places, form } = access;
  const trace = traceRequest(mesh, question);
  const list = new StepList(places);
  const isHttp = question.protocol === 'http';
  const asksFor = new Set<'authorizers' | 'sourceIp'>();
  const note = (asked: Arrival['asked']) => {
    const open = asked === undefined ? [] : openQuestions(access, asked);
    for (const each of open) asksFor.add(each);
    return open.length > 0;
  };
  const copies = copiesOf(form, question, trace);
  startStep(list, mesh, form, trace);
  let openGuard: string | undefined;
  for (const [who, guard] of guardsOf(list, trace)) {
    const isOpen = note(guard.asked);
    if (isOpen) openGuard = who;
    const refused = guardVerdict(list, access, who, guard, isOpen);
    if (refused === undefined) continue;
    return {
      shown: { verdict: refused, branches: [], asksFor: asksOf(form, asksFor), copies },
      rows: list.rows,
    };
  }
  routeSteps(list, mesh, form, trace);
  const verdict = routeVerdict(list, trace);
  if (verdict !== undefined) {
    return { shown: { verdict, branches: [], asksFor: asksOf(form, asksFor), copies }, rows: list.rows };
  }
  const branches = branchesOf(access, trace, isHttp, note);
  const [first] = branches;
  const whole =
    first &&
    wholeVerdict(
      branches.map(({ branch }) => branch),
      openGuard,
    );
  return {
    shown: {
      ...(whole !== undefined && { verdict: whole }),
      branches: branches.map(({ branch }) => branch),
      asksFor: asksOf(form, asksFor),
      copies,
    },
    rows: [...list.rows, ...branches.flatMap(({ rows }) => rows)],
  };
}

/** What was given stays in the form. */
function asksOf(form: RequestForm, asked: Set<'authorizers' | 'sourceIp'>): RequestShown['asksFor'] {
  if (form.authorizers !== '') asked.add('authorizers');
  if (form.sourceIp !== '') asked.add('sourceIp');
  return [...asked];
}

/** Undefined: it is let on. */
function guardVerdict(
  list: StepList,
  access: Access,
  who: string,
  { asked, authz }: Guard,
  isOpen: boolean,
): Verdict | undefined {
  if (authz.reason === 'no-policy') return undefined;
  accessSteps(list, access, who, asked, authz);
  if (authz.decision === 'ALLOW') return undefined;
  if (isOpen) return openAt(who);
  return { ...deniedVerdict(authz, asked.protocol === 'http'), text: [`${decidedText(authz)}, at ${who}.`] };
}

interface Guard {
  readonly asked: AuthzQuestion;
  readonly authz: AuthzAnswer;
}

/** Those before the route is chosen: a gateway, or a waypoint. */
function guardsOf(list: StepList, { entry, waypoint }: Trace): readonly (readonly [string, Guard])[] {
  if (entry !== undefined) return [['the gateway', entry]];
  if (waypoint === undefined) return [];
  const { object, authz } = waypoint;
  list.add({
    kind: 'ok',
    title: `Passes waypoint ${object.id}`,
    text: [authz.reason === 'no-policy' ? 'No AuthorizationPolicy is attached to it for this service.' : ''],
    step: { text: '', outcome: 'passed', place: { resource: object.ref, path: 'metadata.name' } },
  });
  return [[`waypoint ${object.id}`, waypoint]];
}

interface AnsweredBranch {
  readonly branch: Branch;
  readonly rows: readonly StepRow[];
}

function branchesOf(
  access: Access,
  { route, destinations, waypoint }: Trace,
  isHttp: boolean,
  note: (asked: Arrival['asked']) => boolean,
): readonly AnsweredBranch[] {
  const { places } = access;
  const missing = new Set(route.missingClusters ?? []);
  const isUnread = waypoint !== undefined && !isHttp;
  return destinations
    .map((destination) => {
      const { cluster, weight, arrivals } = destination;
      const isMissing = missing.has(cluster);
      const gone = route.steps.findLast(({ outcome }) => outcome === 'rejected')?.text;
      const branchCase = {
        destination,
        isHttp,
        missing: isMissing ? (gone ?? cluster) : undefined,
        isOpen: ({ asked }: Arrival) => note(asked) || isUnread,
        places,
      };
      const list = new StepList(places, cluster);
      if (isUnread) {
        list.add({
          kind: 'unjudged',
          title: 'TCP and TLS routes at a waypoint are not simulated',
          text: ['Where it sends the connection is not known.'],
        });
      }
      if (!isMissing && arrivals.length > 0) {
        arrivalSteps(list, access, worstArrival(branchCase), arrivals);
      }
      const branch = {
        id: cluster,
        text: clusterText(access.mesh, cluster),
        share: shareOf(destinations, weight),
        verdict: branchVerdict(branchCase),
      };
      return { branch, rows: list.rows };
    })
    .toSorted((a, b) => b.branch.share - a.branch.share);
}

function arrivalSteps(list: StepList, access: Access, arrival: Arrival, all: readonly Arrival[]): void {
  const { workload, mtls, authz, asked } = arrival;
  mtlsStep(list, arrival);
  const place = { resource: workload.ref, path: 'metadata.name' };
  const step = { text: '', outcome: 'passed' as const, place };
  if (mtls.verdict === 'rejected') {
    list.add({ kind: 'skip', title: `Does not come to ${workload.id}`, step });
    return;
  }
  if (authz === undefined || asked === undefined) {
    list.add({
      kind: 'skip',
      title: `No proxy stands before ${workload.id}, so no policy is enforced`,
      step,
    });
  } else accessSteps(list, access, workload.id, asked, authz);
  const isLetIn = !isRefused(arrival);
  const names = all.filter((each) => isRefused(each) !== isLetIn).map(({ workload: each }) => each.id);
  list.add({
    kind: isLetIn ? 'ok' : 'skip',
    title: isLetIn ? `Arrives at ${names.join(', ')}` : `Does not come to ${workload.id}`,
    step,
  });
}

/** That of the largest share; the others are told beside it. `openGuard`: who on the way may refuse it. */
function wholeVerdict(branches: readonly Branch[], openGuard: string | undefined): Verdict | undefined {
  const [first, ...others] = branches;
  if (first === undefined) return undefined;
  const { verdict } = first;
  if (openGuard !== undefined) return openAt(openGuard);
  const unlike = others.filter((each) => each.verdict.title !== verdict.title);
  if (unlike.length === 0) return verdict;
  const rest = unlike.map(({ share, verdict: each }) => `${share} %: ${each.title}`).join('; ');
  return {
    ...verdict,
    title: `${first.share} %: ${verdict.title}`,
    text: [...verdict.text, ` Of the others, ${rest}.`],
  };
}
