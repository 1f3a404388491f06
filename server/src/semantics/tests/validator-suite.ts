/**
 * Test files of `istio-config-validator`: documents with `testCases`. Each asks which HTTP route of a VirtualService takes
 * a request, and compares fields of that route as they are written. Clients and gateways do not come into it, and a
 * delegate is looked at after the route that names it, not merged with it: the files were written for that.
 */
import { isHostSubset } from '../../primitives/host-match.ts';
import type { Fields } from '../fields.ts';
import { compileBlock } from '../http-match.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { type HttpRequest, httpRequest } from '../request.ts';
import { Trail } from '../steps.ts';
import type { TestFailure, TestOutcome } from './outcome.ts';
import { saysTheSame } from './same-fields.ts';

const KIND = 'networking.istio.io/VirtualService';
const COMPARED = ['route', 'rewrite', 'fault', 'headers', 'redirect'] as const;
/** Every combination of a case is a request of its own. */
const MAX_REQUESTS = 10_000;

export function isValidatorSuite(document: Fields): boolean {
  return document.get('testCases').exists;
}

export function runValidatorSuite(mesh: Mesh, document: Fields): readonly TestOutcome[] {
  return document
    .get('testCases')
    .items()
    .flatMap((testCase, index) => runCase(mesh, testCase, index));
}

function runCase(mesh: Mesh, testCase: Fields, index: number): readonly TestOutcome[] {
  const name = testCase.get('description').string() ?? `Case ${index + 1}`;
  const requests = combinations(testCase.get('request'));
  if (requests.length === 0 || requests.length > MAX_REQUESTS) {
    const text =
      requests.length === 0
        ? 'The request names no authority, method or uri, so nothing is asked'
        : `The request stands for more than ${MAX_REQUESTS} requests`;
    const failure = { text, path: testCase.get('request').path };
    return [{ name, path: testCase.path, request: '', failures: [failure], steps: [] }];
  }
  return requests.map((request) => {
    const trail = new Trail();
    const failures = judge(mesh, testCase, request, trail);
    return {
      name,
      path: testCase.path,
      request: `${request.method} ${request.authority}${request.path}${request.queryText}`,
      failures,
      steps: trail.steps,
    };
  });
}

function combinations(request: Fields): readonly HttpRequest[] {
  const headers = Object.fromEntries(request.get('headers').stringMap());
  const found: HttpRequest[] = [];
  for (const host of request.get('authority').strings()) {
    for (const method of request.get('method').strings()) {
      for (const path of request.get('uri').strings()) {
        found.push(httpRequest({ host, method, path, headers }));
        if (found.length > MAX_REQUESTS) return found;
      }
    }
  }
  return found;
}

function judge(mesh: Mesh, testCase: Fields, request: HttpRequest, trail: Trail): readonly TestFailure[] {
  const wantsMatch = testCase.get('wantMatch').boolean() ?? false;
  const failures: TestFailure[] = [];
  const compare = (field: string, actual: Fields | undefined) => {
    const wanted = testCase.get(field);
    if (!wanted.exists || saysTheSame(wanted.value, actual?.value) === wantsMatch) return;
    const got = actual?.exists ? JSON.stringify(actual.value) : 'nothing';
    const text = wantsMatch
      ? `${field} is ${got}, wanted ${JSON.stringify(wanted.value)}`
      : `${field} is ${got}, wanted anything else`;
    failures.push({ text, path: wanted.path });
  };
  const candidates = virtualServicesFor(mesh, request.authority);
  let found = firstRoute(candidates, request, trail);
  const delegate = found?.fields.get('delegate');
  if (delegate?.exists) {
    compare('delegate', delegate);
    if (testCase.get('route').exists) found = delegated(mesh, delegate, request, trail);
  }
  for (const field of COMPARED) compare(field, found?.fields.get(field));
  return failures;
}

/** Those that name the authority itself, then those whose wildcards cover it. */
function virtualServicesFor(mesh: Mesh, authority: string): readonly MeshObject[] {
  const all = mesh.objects(KIND);
  const hostsOf = ({ spec }: MeshObject) => spec.get('hosts').strings();
  const named = all.filter((object) => hostsOf(object).includes(authority));
  const covering = all.filter(
    (object) =>
      !named.includes(object) &&
      hostsOf(object).some((host) => host.startsWith('*') && isHostSubset(authority, host)),
  );
  return [...named, ...covering];
}

interface FoundRoute {
  readonly fields: Fields;
  readonly object: MeshObject;
}

function firstRoute(
  objects: readonly MeshObject[],
  request: HttpRequest,
  trail: Trail,
): FoundRoute | undefined {
  for (const object of objects) {
    for (const [index, fields] of object.spec.get('http').items().entries()) {
      const blocks = fields.get('match').items();
      const isTaken = blocks.length === 0 || blocks.some((block) => holds(block, object, request, trail));
      if (!isTaken) continue;
      const name = fields.get('name').string() ?? String(index);
      trail.add('decided', `Route ${name} of VirtualService ${object.id} takes it`, object.ref, fields.path);
      return { fields, object };
    }
  }
  trail.add('decided', 'No route takes it');
  return undefined;
}

function holds(block: Fields, object: MeshObject, request: HttpRequest, trail: Trail): boolean {
  const failed = compileBlock(block, 0, object.namespace).conditions.find(
    (condition) => !condition.holds(request),
  );
  if (failed !== undefined) trail.add('rejected', `Wanted ${failed.text}`, object.ref, failed.path);
  return failed === undefined;
}

function delegated(mesh: Mesh, delegate: Fields, request: HttpRequest, trail: Trail): FoundRoute | undefined {
  const name = delegate.get('name').string();
  const namespace = delegate.get('namespace').string();
  const object = mesh
    .objects(KIND)
    .find((each) => each.name === name && (namespace === undefined || each.namespace === namespace));
  if (object === undefined) {
    trail.add('rejected', `There is no VirtualService "${name ?? ''}" to delegate to`);
    return undefined;
  }
  return firstRoute([object], request, trail);
}
