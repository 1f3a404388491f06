/** What came of a reference: good, wrong, made by somebody, or not judged, and why. */
import type { WorldReader } from '../../workspace/check.ts';
import { type Evidence, evidenceOf } from '../../workspace/resolve/certainty.ts';
import { isDeclaredProvider } from '../../workspace/resolve/declared-things.ts';
import { isSubsetOfAlternative, subsetsForHost } from '../../workspace/resolve/destination-rules.ts';
import { isInFiles, namedThing } from '../../workspace/resolve/existence.ts';
import { thingsNamed } from '../../workspace/resolve/named-things.ts';
import { BUILT_IN_PROVIDERS, definedProviders } from '../../workspace/resolve/providers.ts';
import type { Question } from '../../workspace/resolve/questions.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { definitions } from '../../workspace/tables/definitions.ts';
import { namedObjects, placeKey } from '../../workspace/tables/named-objects.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { serviceAccounts } from '../../workspace/tables/service-accounts.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import type { CountedReference } from './counted-references.ts';

/**
 * `place`: no file defines anything in its namespace. `thing`: no file defines it. `alternative`: only files of which
 * another one is in force define it. `open`: a remote base or a chart may bring it. `later`: the text is filled in later.
 */
export type UnjudgedReason = 'place' | 'thing' | 'alternative' | 'open' | 'later';

export type Verdict =
  | { readonly state: 'good'; readonly isElsewhere: boolean }
  | { readonly state: 'wrong' }
  | { readonly state: 'made'; readonly by: 'somebody' | 'declaration' }
  | { readonly state: 'unjudged'; readonly reason: UnjudgedReason; readonly evidence?: Evidence };

const GOOD: Verdict = { state: 'good', isElsewhere: false };

/** Who asks about a reference of an object, in a world that has been analyzed. */
export interface Judging {
  readonly snapshot: Snapshot;
  readonly world: WorldView;
  /** Of that world. */
  readonly reader: WorldReader;
  readonly slot: Slot;
}

export function verdictOn({ snapshot, world, reader, slot }: Judging, reference: CountedReference): Verdict {
  if (reference.isFilledLater) return { state: 'unjudged', reason: 'later' };
  if (isReported(slot, reference)) return { state: 'wrong' };
  const { sought } = reference;
  if (sought === undefined) return { state: 'unjudged', reason: 'thing' };
  if (sought.of === 'subset') return ofSubset(snapshot, world, reader, sought);
  if (sought.of === 'provider') {
    if (definedProviders(reader).includes(sought.name)) return GOOD;
    if (isDeclaredProvider(reader, sought.name)) return made('declaration');
    const isBuiltIn = BUILT_IN_PROVIDERS.includes(sought.name);
    return isBuiltIn ? made('somebody') : { state: 'unjudged', reason: 'thing' };
  }
  return ofQuestion(snapshot, world, reader, sought);
}

/** Rules about one reference speak at its text; those about a selector, at one of its labels. */
function isReported({ evaluations }: Slot, { path, sort }: CountedReference): boolean {
  return evaluations.some(({ findings }) =>
    findings.some(
      (finding) =>
        (finding.severity === 'error' || finding.severity === 'warning') &&
        !finding.rule.startsWith('schema/') &&
        (finding.at.path === path || (sort === 'workload' && isBelow(finding.at.path, path))),
    ),
  );
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(above) && /^[.[]/.test(path.slice(above.length));
}

function ofSubset(
  snapshot: Snapshot,
  view: WorldView,
  reader: WorldReader,
  { host, namespace, name }: { readonly host: string; readonly namespace: string; readonly name: string },
): Verdict {
  if (subsetsForHost(reader, host, namespace).byName.has(name)) return GOOD;
  const files = reader.repository();
  const definers = (files && subsetsForHost(files, host, namespace).byName.get(name)) ?? [];
  if (files !== undefined && definers.length > 0) {
    // Of several definitions of one rule the last is seen here: each may have the subset.
    const rules = definers.flatMap(({ resource }) => files.read(definitions, resource.key));
    const worlds = rules.flatMap(({ resource }) => snapshot.worldsOf(files.fileOf(resource)));
    return worlds.length > 0 && worlds.every((other) => areApart(view, other))
      ? { state: 'unjudged', reason: 'alternative' }
      : { state: 'good', isElsewhere: true };
  }
  const { hasMore } = subsetsForHost(reader, host, namespace);
  if (hasMore) return { state: 'unjudged', reason: 'later' };
  const isAlternative = isSubsetOfAlternative(reader, host, namespace, name);
  const reason = isAlternative ? 'alternative' : reader.config('isOpen') ? 'open' : 'thing';
  return { state: 'unjudged', reason };
}

function ofQuestion(snapshot: Snapshot, world: WorldView, reader: WorldReader, question: Question): Verdict {
  if (isOtherObject(reader, question)) return GOOD;
  if (isInFiles(reader, question)) return isOnlyBuiltIn(reader, question) ? made('somebody') : GOOD;
  const evidence = evidenceOf(reader, question);
  switch (evidence.certainty) {
    case 'declared':
      return made('declaration');
    case 'made':
      return made('somebody');
    case 'elsewhere':
      return isOfAlternative(snapshot, world, reader, question)
        ? { state: 'unjudged', reason: 'alternative', evidence }
        : { state: 'good', isElsewhere: true };
    default:
      return { state: 'unjudged', reason: reasonOf(reader, question, evidence), evidence };
  }
}

/** Kinds that no table of names keeps. */
function isOtherObject(reader: WorldReader, question: Question): boolean {
  if (question.of !== 'object') return false;
  const { kindId, namespace, name } = question;
  const files = reader.repository() ?? reader;
  if (kindId === 'core/ServiceAccount') return files.has(serviceAccounts, `${namespace}/${name}`);
  return files.has(definitions, `${kindId}/${namespace}/${name}`);
}

function made(by: 'somebody' | 'declaration'): Verdict {
  return { state: 'made', by };
}

/** Pods that every installation has, and no file. */
function isOnlyBuiltIn(reader: WorldReader, question: Question): boolean {
  if (question.of !== 'gateway-workload' && question.of !== 'workload') return false;
  const namespace = question.of === 'workload' ? question.namespace : '*';
  const found = selectWorkloads(reader, namespace, question.labels);
  return found.length > 0 && found.every(({ row }) => row.origin === 'builtin');
}

/** Every definition is an alternative of the asker's own world: another step, another environment. */
function isOfAlternative(
  snapshot: Snapshot,
  world: WorldView,
  reader: WorldReader,
  question: Question,
): boolean {
  const files = reader.repository();
  const sought = files && namedThing(reader, question);
  if (files === undefined || sought === undefined) return false;
  const definers = thingsNamed(files, sought).flatMap(({ row, resource }) =>
    row.namespace === sought.namespace || row.isOpen === true || question.by?.isOpen === true
      ? snapshot.worldsOf(files.fileOf(resource))
      : [],
  );
  return definers.length > 0 && definers.every((other) => areApart(world, other));
}

/** One of them at a time is true, or each is in a place of its own. */
function areApart(world: WorldView, other: WorldView): boolean {
  if (world.alternativeOf !== undefined && world.alternativeOf === other.alternativeOf) return true;
  const [own, its] = [world.environment, other.environment];
  return own !== undefined && its !== undefined && own.of === its.of && own.name !== its.name;
}

function reasonOf(reader: WorldReader, question: Question, { reason }: Evidence): UnjudgedReason {
  if (reason === 'open') return 'open';
  const files = reader.repository() ?? reader;
  const namespace = placeOf(reader, question);
  return namespace !== '' && !isKnownPlace(files, namespace) ? 'place' : 'thing';
}

function placeOf(reader: WorldReader, question: Question): string {
  if (question.of === 'workload') return question.namespace;
  return namedThing(reader, question)?.namespace ?? '';
}

const TELLING_KINDS = [
  'core/Service',
  'networking.istio.io/Gateway',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/VirtualService',
  'gateway.networking.k8s.io/Gateway',
] as const;

function isKnownPlace(files: WorldReader, namespace: string): boolean {
  if (files.has(namespaces, namespace) || files.has(workloadsInNamespace, namespace)) return true;
  return TELLING_KINDS.some((kind) => files.has(namedObjects, placeKey(kind, namespace)));
}
