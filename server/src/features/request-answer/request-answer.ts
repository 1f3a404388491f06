/** The request panel: what the mesh does with one request, step by step, with the line that decides each. */
import { Fields } from '../../semantics/fields.ts';
import type { Service } from '../../semantics/registry.ts';
import {
  type Arrival,
  type Trace,
  type TraceQuestion,
  traceRequest,
  waypointFor,
} from '../../semantics/trace.ts';
import { workloads } from '../../semantics/workloads.ts';
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

const OPEN_AT_ENTRY: Verdict = {
  kind: 'depends',
  title: 'It depends',
  text: ['What files do not say decides at the gateway. The steps name it.'],
};

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
  const isOpenAtEntry = trace.entry !== undefined && note(trace.entry.asked);
  const atEntry = entryVerdict(list, access, trace, isHttp, isOpenAtEntry);
  if (atEntry !== undefined) {
    return {
      shown: { verdict: atEntry, branches: [], asksFor: asksOf(form, asksFor), copies },
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
      isOpenAtEntry,
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

/** Undefined: the gateway lets it in, or there is none on the way. */
function entryVerdict(
  list: StepList,
  access: Access,
  { entry }: Trace,
  isHttp: boolean,
  isOpen: boolean,
): Verdict | undefined {
  if (entry === undefined || entry.authz.reason === 'no-policy') return undefined;
  accessSteps(list, access, 'the gateway', entry.asked, entry.authz);
  if (entry.authz.decision === 'ALLOW') return undefined;
  if (isOpen) return OPEN_AT_ENTRY;
  return { ...deniedVerdict(entry.authz, isHttp), text: [`${decidedText(entry.authz)}, at the gateway.`] };
}

interface AnsweredBranch {
  readonly branch: Branch;
  readonly rows: readonly StepRow[];
}

function branchesOf(
  access: Access,
  { route, destinations }: Trace,
  isHttp: boolean,
  note: (asked: Arrival['asked']) => boolean,
): readonly AnsweredBranch[] {
  const { places } = access;
  const missing = new Set(route.missingClusters ?? []);
  return destinations
    .map((destination) => {
      const { cluster, weight, arrivals, service } = destination;
      const isMissing = missing.has(cluster);
      const waypoint = service === undefined ? undefined : waypointOnTheWay(access, service);
      const gone = route.steps.findLast(({ outcome }) => outcome === 'rejected')?.text;
      const branchCase = {
        destination,
        isHttp,
        missing: isMissing ? (gone ?? cluster) : undefined,
        isOpen: ({ asked }: Arrival) => note(asked) || waypoint !== undefined,
        places,
      };
      const list = new StepList(places, cluster);
      if (waypoint !== undefined) {
        list.add({
          kind: 'unjudged',
          title: `Passes waypoint ${waypoint}`,
          text: ['Its policies are not simulated: what it refuses is not known.'],
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

/** Only clients in ambient mode are led there. */
function waypointOnTheWay({ mesh, form }: Access, service: Service): string | undefined {
  const client = workloads(mesh).find(({ id }) => form.from === `workload ${id}`);
  return client?.mesh === 'ambient' ? waypointFor(mesh, service) : undefined;
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

/** That of the largest share; the others are told beside it. */
function wholeVerdict(branches: readonly Branch[], isOpenAtEntry: boolean): Verdict | undefined {
  const [first, ...others] = branches;
  if (first === undefined) return undefined;
  const { verdict } = first;
  if (isOpenAtEntry) return OPEN_AT_ENTRY;
  const unlike = others.filter((each) => each.verdict.title !== verdict.title);
  if (unlike.length === 0) return verdict;
  const rest = unlike.map(({ share, verdict: each }) => `${share} %: ${each.title}`).join('; ');
  return {
    ...verdict,
    title: `${first.share} %: ${verdict.title}`,
    text: [...verdict.text, ` Of the others, ${rest}.`],
  };
}
