/** `meshwright trace`: what the mesh would do with one request, step by step, for people. */
import { append } from '../base/append.ts';
import { LineIndex } from '../base/line-index.ts';
import type { Step, StepOutcome } from '../semantics/steps.ts';
import { parseTarget } from '../semantics/tests/target.ts';
import {
  type Arrival,
  type Source,
  type Trace,
  type TracedDestination,
  type TraceQuestion,
  traceRequest,
} from '../semantics/trace.ts';
import { type MeshChoice, type OpenedMesh, openMesh } from './open-mesh.ts';
import { displayText } from './reporters/display-text.ts';
import { failure, ok, type Result } from './result.ts';
import { shownSteps } from './shown-steps.ts';
import { type Style, styleFor } from './style.ts';
import type { Terminal } from './terminal.ts';

export interface TraceOptions extends MeshChoice {
  readonly from: string;
  readonly url: string;
  readonly method?: string;
  readonly header?: readonly string[];
  readonly claim?: readonly string[];
  readonly format: 'pretty' | 'json';
}

export async function trace(
  paths: readonly string[],
  options: TraceOptions,
  terminal: Terminal,
): Promise<0 | 2> {
  const question = questionOf(options);
  const opened = question.isOk ? await openMesh(paths, options, terminal) : question;
  if (!question.isOk || !opened.isOk)
    return refuse(
      question.isOk ? (opened as { problems: readonly string[] }).problems : question.problems,
      terminal,
    );
  const found = traceRequest(opened.value.mesh, question.value);
  const text =
    options.format === 'json'
      ? `${JSON.stringify(asJson(found, opened.value), null, 2)}\n`
      : pretty(found, options, opened.value, styleFor(terminal.stdout, terminal.environment));
  terminal.stdout.write(text);
  return 0;
}

function refuse(problems: readonly string[], terminal: Terminal): 2 {
  for (const problem of problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
  return 2;
}

function questionOf(options: TraceOptions): Result<TraceQuestion> {
  const target = parseTarget(options.url);
  if ('problem' in target) return failure(`--url ${options.url}: ${target.problem}`);
  const source = sourceOf(options.from);
  if (source === undefined) {
    return failure(
      `--from ${options.from}: write namespace/label=value, gateway:namespace/name, or outside:`,
    );
  }
  const headers = pairs(options.header ?? [], ':', '--header');
  const claims = pairs(options.claim ?? [], '=', '--claim');
  if (!headers.isOk) return headers;
  if (!claims.isOk) return claims;
  const hasToken = Object.keys(claims.value).length > 0;
  return ok({
    source,
    protocol: target.protocol,
    host: target.host,
    port: target.port,
    sni: target.sni,
    request: {
      path: target.path,
      method: options.method ?? 'GET',
      scheme: target.scheme,
      headers: headers.value,
    },
    jwt: hasToken ? { token: 'valid', claims: claims.value } : undefined,
  });
}

/** `shop/app=web,version=v1`, `shop`, `gateway:edge/public`, or `outside:` for somebody without a proxy. */
function sourceOf(text: string): Source | undefined {
  if (text === 'outside:') return { sort: 'outside' };
  if (text.startsWith('gateway:')) {
    const id = text.slice('gateway:'.length);
    return id.includes('/') ? { sort: 'gateway', id } : undefined;
  }
  const slash = text.indexOf('/');
  const namespace = slash < 0 ? text : text.slice(0, slash);
  const labels = new Map<string, string>();
  for (const pair of slash < 0 ? [] : text.slice(slash + 1).split(',')) {
    const equals = pair.lastIndexOf('=');
    if (equals <= 0) return undefined;
    labels.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return namespace === '' ? undefined : { sort: 'workload', namespace, labels };
}

/** `name: value` as curl writes headers, `name=value` too. */
function pairs(texts: readonly string[], separator: string, flag: string): Result<Record<string, string>> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const at = [text.indexOf(separator), text.indexOf('=')]
      .filter((each) => each > 0)
      .sort((a, b) => a - b)[0];
    if (at === undefined) return failure(`${flag} ${text}: write name${separator}value`);
    found.set(text.slice(0, at).trim(), text.slice(at + 1).trim());
  }
  return ok(Object.fromEntries(found));
}

function asJson({ entry, waypoint, route, destinations }: Trace, { snapshot, show }: OpenedMesh): unknown {
  const steps = (all: readonly Step[]) => shownSteps(snapshot, all, show);
  return {
    version: 1,
    ...(entry !== undefined && {
      gateway: { authz: { ...entry.authz, steps: steps(entry.authz.steps) } },
    }),
    ...(waypoint !== undefined && {
      waypoint: {
        name: waypoint.object.id,
        authz: { ...waypoint.authz, steps: steps(waypoint.authz.steps) },
      },
    }),
    route: { ...route, steps: steps(route.steps) },
    destinations: destinations.map(({ cluster, weight, service, arrivals }) => ({
      cluster,
      weight,
      ...(service !== undefined && { service: service.owner.id }),
      workloads: arrivals.map(({ workload, mtls, authz }) => ({
        workload: workload.id,
        mtls: { ...mtls, steps: steps(mtls.steps) },
        ...(authz !== undefined && { authz: { ...authz, steps: steps(authz.steps) } }),
      })),
    })),
  };
}

const MARKS: Readonly<Record<StepOutcome, string>> = {
  decided: '=>',
  passed: 'ok',
  rejected: ' x',
  note: ' -',
};

function pretty(found: Trace, options: TraceOptions, opened: OpenedMesh, style: Style): string {
  const lines = [
    style.strong(displayText(`${options.method ?? 'GET'} ${options.url}, from ${options.from}`)),
    '',
    ...entryLines(found, opened, style),
    ...waypointLines(found, opened, style),
    style.strong('Where it goes'),
    ...stepLines(found.route.steps, opened, style),
    ...factLines(found),
  ];
  for (const destination of found.destinations) append(lines, destinationLines(destination, opened, style));
  return `${lines.join('\n')}\n`;
}

/** A gateway without policies lets everything in: nothing is said of it. */
function entryLines({ entry }: Trace, opened: OpenedMesh, style: Style): readonly string[] {
  if (entry === undefined || entry.authz.reason === 'no-policy') return [];
  return [style.strong('At the gateway'), ...stepLines(entry.authz.steps, opened, style), ''];
}

function waypointLines({ waypoint }: Trace, opened: OpenedMesh, style: Style): readonly string[] {
  if (waypoint === undefined) return [];
  const head = style.strong(displayText(`At waypoint ${waypoint.object.id}`));
  return [head, ...stepLines(waypoint.authz.steps, opened, style), ''];
}

function stepLines(steps: readonly Step[], { snapshot, show }: OpenedMesh, style: Style): readonly string[] {
  const indexes = new Map<string, LineIndex>();
  return steps.map(({ text, outcome, place }) => {
    const line = `  ${MARKS[outcome]} ${displayText(text)}`;
    if (place === undefined) return line;
    const { uri, range } = snapshot.rangeOf({ ...place, part: 'value' });
    const index = indexes.get(uri) ?? new LineIndex(snapshot.file(uri)?.text ?? '');
    indexes.set(uri, index);
    return `${line}  ${style.faint(displayText(`${show(uri)}:${index.positionAt(range.start).line + 1}`))}`;
  });
}

/** What the route adds to the request. */
function factLines({ route }: Trace): readonly string[] {
  if (route.outcome !== 'routed') return [];
  const facts: string[] = [];
  if (route.timeout !== undefined && route.timeout !== '0s') facts.push(`given up after ${route.timeout}`);
  if (route.retries !== undefined && route.retries.attempts > 0) {
    facts.push(`tried again up to ${route.retries.attempts} times when it fails in a way that allows it`);
  }
  if (route.rewrite !== undefined) facts.push(`rewritten to ${route.rewrite.authority}${route.rewrite.path}`);
  return facts.map((fact) => `   - ${displayText(fact)}`);
}

function destinationLines(
  { cluster, weight, service, arrivals }: TracedDestination,
  opened: OpenedMesh,
  style: Style,
): readonly string[] {
  const share = weight === 100 ? '' : ` (weight ${weight})`;
  const lines = ['', style.strong(displayText(`At ${cluster}${share}`))];
  if (service === undefined) return [...lines, '  Outside of what these files define'];
  if (arrivals.length === 0) return [...lines, '  No workload of these files is behind it'];
  for (const arrival of arrivals) append(lines, arrivalLines(arrival, opened, style));
  return lines;
}

function arrivalLines(
  { workload, mtls, authz }: Arrival,
  opened: OpenedMesh,
  style: Style,
): readonly string[] {
  return [
    `  ${displayText(workload.id)}`,
    ...[...mtls.steps, ...(authz?.steps ?? [])]
      .flatMap((step) => stepLines([step], opened, style))
      .map((line) => `  ${line}`),
  ];
}
