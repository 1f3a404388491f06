/** The way of a request as rows: each step of the engine with what it decided, and what was ruled out before it. */
import type { Mesh } from '../../semantics/mesh.ts';
import type { Step } from '../../semantics/steps.ts';
import type { Trace } from '../../semantics/trace.ts';
import { parseCluster } from '../../semantics/trace.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { Sentence } from '../panels/panel-data.ts';
import type { Detail, DetailLine, RequestForm, StepKind, StepRow } from './request-data.ts';

export interface StepDraft {
  readonly kind: StepKind;
  readonly title: string;
  readonly text?: Sentence;
  readonly step?: Step | undefined;
  readonly details?: readonly Detail[];
}

/** Gives rows their ids and places. */
export class StepList {
  readonly rows: StepRow[] = [];
  readonly #places: PlaceBook;
  readonly #branch: string | undefined;

  constructor(places: PlaceBook, branch?: string) {
    this.#places = places;
    this.#branch = branch;
  }

  add({ kind, title, text = [], step, details = [] }: StepDraft): void {
    const place = step === undefined ? undefined : this.placeOf(step);
    this.rows.push({
      id: `step ${this.#branch ?? ''} ${this.rows.length}`,
      sort: 'step',
      ...(this.#branch !== undefined && { branch: this.#branch }),
      kind,
      title,
      text,
      ...(place !== undefined && { place }),
      details,
    });
  }

  placeOf({ place }: Step): string | undefined {
    return place && this.#places.id(place.resource, place.path);
  }

  line(step: Step): DetailLine {
    const place = this.placeOf(step);
    const mark = step.outcome === 'rejected' ? 'fails' : step.outcome === 'passed' ? 'holds' : undefined;
    return {
      text: step.text,
      ...(mark !== undefined && { mark }),
      ...(place !== undefined && { place }),
    };
  }

  details(title: string, steps: readonly Step[]): readonly Detail[] {
    return steps.length === 0 ? [] : [{ title, lines: steps.map((step) => this.line(step)) }];
  }
}

/** The way to the rule that takes it, and where that leads. */
export function routeSteps(list: StepList, mesh: Mesh, form: RequestForm, { route }: Trace): void {
  const isRouted = route.outcome === 'routed';
  const notes = route.steps.filter(({ outcome }) => outcome === 'note');
  let before: Step[] = [];
  const decided: Step[] = [];
  for (const step of route.steps) {
    if (step.outcome === 'note' && step === notes[0] && form.from.startsWith('workload ')) continue;
    if (isRouted && decided.length > 0) decided.push(step);
    else if (step.outcome === 'rejected' || step.outcome === 'note') before.push(step);
    else if (step.outcome === 'decided' && isRouted) decided.push(step);
    else {
      const kind = step.outcome === 'passed' || route.outcome !== 'noRoute' ? kindOf(step, route) : 'no';
      list.add({ kind, title: step.text, step, details: list.details(ruledOut(before), before) });
      before = [];
    }
  }
  if (isRouted) destinationStep(list, mesh, { route }, decided, before);
}

function kindOf({ outcome }: Step, { outcome: result }: Trace['route']): StepKind {
  if (outcome === 'passed') return 'ok';
  const isRefused = result === 'noListener' || result === 'invalidBackend' || result === 'blackhole';
  return isRefused ? 'no' : 'ok';
}

function ruledOut(steps: readonly Step[]): string {
  return steps.length === 1 ? '1 before it does not count' : `${steps.length} before it do not count`;
}

/** Who asks, and where that comes into the mesh. */
export function startStep(list: StepList, mesh: Mesh, { from }: RequestForm, { route }: Trace): void {
  const note = route.steps.find(({ outcome }) => outcome === 'note');
  const [sort = '', id = ''] = from.split(' ');
  if (sort === 'workload') {
    list.add({
      kind: 'ok',
      title: `Leaves workload ${id}`,
      text: [note?.text ?? 'No Sidecar resource limits what it knows.'],
      step: note,
    });
    return;
  }
  if (sort !== 'gateway') {
    list.add({
      kind: 'ok',
      title: 'Comes from outside the mesh',
      text: ['Without a proxy there is no identity, no mutual TLS, and no route of the mesh.'],
    });
    return;
  }
  const gateway = [
    ...mesh.objects('networking.istio.io/Gateway'),
    ...mesh.objects('gateway.networking.k8s.io/Gateway'),
  ].find((each) => each.id === id);
  const place = gateway && { resource: gateway.ref, path: 'metadata.name' };
  list.add({
    kind: gateway === undefined ? 'no' : 'ok',
    title: gateway === undefined ? `These files hold no Gateway ${id}` : `Comes in by Gateway ${id}`,
    step: { text: '', outcome: 'passed', place },
  });
}

/** Mutually exclusive shares of the requests. */
function destinationStep(
  list: StepList,
  mesh: Mesh,
  { route }: Pick<Trace, 'route'>,
  decided: readonly Step[],
  before: readonly Step[],
): void {
  const all = route.destinations ?? [];
  const missing = new Set(route.missingClusters ?? []);
  const names = all.map(({ cluster, weight }) =>
    all.length === 1
      ? clusterText(mesh, cluster)
      : `${clusterText(mesh, cluster)} (${shareOf(all, weight)} %)`,
  );
  const isGone = all.length > 0 && all.every(({ cluster }) => missing.has(cluster));
  const facts = routeFacts(mesh, route);
  list.add({
    kind: isGone ? 'no' : 'ok',
    title: `Goes to ${names.join(' or ')}`,
    text: [facts.length === 0 ? '' : `${capital(facts.join('; '))}.`],
    step: decided.find(({ place }) => place !== undefined),
    details: [
      ...list.details(ruledOut(before), before),
      ...list.details(
        'What the route says',
        decided.length > 1 || missing.size > 0 || route.route === undefined ? decided : [],
      ),
    ],
  });
}

/** Percent: weights need not sum to a hundred. */
export function shareOf(all: readonly { readonly weight: number }[], weight: number): number {
  const sum = all.reduce((total, each) => total + each.weight, 0);
  return sum === 0 ? 0 : Math.round((1000 * weight) / sum) / 10;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `catalog.shop v1 :80`. */
export function clusterText({ settings }: Mesh, cluster: string): string {
  const parsed = parseCluster(cluster);
  if (parsed === undefined) return cluster;
  const { host, subset, port } = parsed;
  const domain = `.svc.${settings.clusterDomain}`;
  const short = host.endsWith(domain) ? host.slice(0, -domain.length) : host;
  return `${short}${subset === '' ? '' : ` ${subset}`} :${port}`;
}

function routeFacts(mesh: Mesh, { timeout, retries, rewrite, mirrors }: Trace['route']): readonly string[] {
  return [
    ...(timeout !== undefined && timeout !== '0s' ? [`given up after ${timeout}`] : []),
    ...(retries !== undefined && retries.attempts > 0 ? [`tried again up to ${retries.attempts} times`] : []),
    ...(rewrite !== undefined ? [`rewritten to ${rewrite.authority}${rewrite.path}`] : []),
    ...(mirrors ?? []).map(({ cluster, percent }) => `${percent} % copied to ${clusterText(mesh, cluster)}`),
  ];
}
