/**
 * What the absence of a thing proves: the one place that decides. A near miss, the same name in the wrong place, or a place
 * of which the files evidently hold everything makes it a fact; having seen one thing of that sort does not.
 */
import { isNearMiss } from '../../base/near-miss.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { formerNameKey, formerNames } from '../tables/former-names.ts';
import { namespaces } from '../tables/namespaces.ts';
import { namedUses, useKey } from '../tables/uses.ts';
import { isBeside } from './beside.ts';
import { isMadeByCommand, mayBeMadeByCommand } from './commanded-things.ts';
import { isDeclared, isInDeclaredNamespace } from './declared-things.ts';
import { isInFiles, namedThing } from './existence.ts';
import { isBuiltIn, isMadeByOthers, namesOfControlPlane } from './made-things.ts';
import { thingsNamed } from './named-things.ts';
import { nearEntries } from './near-entries.ts';
import { nearNamespaces, nearThings } from './near-things.ts';
import { nearLabels } from './near-workloads.ts';
import { orphanFor, orphanWorkload } from './orphans.ts';
import { isHeldPlace, isOwnedPlace } from './owned-places.ts';
import { mayBeSelected } from './possible-workloads.ts';
import type { NamedThing, Question } from './questions.ts';

/**
 * `fact`: absence is proved. `likely`: a warning at most. `unproven`: it may exist outside the files. `declared`:
 * `meshwright.json` says it exists. `elsewhere`: another unit of the repository defines it. `made`: a cluster, a mesh, an
 * installer or an operator makes it. `outside`: nobody expects it in the files.
 */
export type Certainty = 'fact' | 'likely' | 'unproven' | 'declared' | 'elsewhere' | 'made' | 'outside';

/** What makes one say so. */
export type Reason =
  | 'complete'
  | 'near'
  | 'renamed'
  | 'near-elsewhere'
  | 'misplaced'
  | 'orphan'
  | 'owned'
  | 'held'
  | 'nothing'
  | 'open'
  | 'partial'
  | 'exists';

export interface Evidence {
  readonly certainty: Certainty;
  readonly reason: Reason;
  /** Names of the files that are so like the missing one that one of them was probably meant. */
  readonly near: readonly string[];
  /** Objects of the unit that were called so before their build renamed them. */
  readonly renamed?: readonly ResourceRef[];
}

/** What the absence of something means in this world. `namespace` of a host: that of a cluster-local name. */
export function absence(world: WorldReader, question: Question): Certainty {
  return evidenceOf(world, question).certainty;
}

/** The same, with what it rests on. */
export function evidenceOf(world: WorldReader, question: Question): Evidence {
  if (isDeclared(world, question)) return exists('declared');
  if (isInDeclaredNamespace(world, world.repository() ?? world, question)) return exists('declared');
  const completeness = world.config('completeness');
  if (completeness === 'complete') {
    // Values that somebody fills in later are not known in any world.
    if (question.of === 'workload' && mayBeSelected(world, question.namespace, question.labels)) {
      return exists('elsewhere');
    }
    return { certainty: 'fact', reason: 'complete', near: [] };
  }
  const files = world.repository() ?? world;
  if (isInFiles(files, question)) return exists('elsewhere');
  if (completeness === 'partial') return { certainty: 'unproven', reason: 'partial', near: [] };
  // No name of the files is like one that every cluster or mesh has.
  if (question.of !== 'gateway-workload' && isBuiltIn(world, question)) return exists('made');
  if (isMadeByCommand(world, question)) return exists('made');
  const isWorkload = question.of === 'workload' || question.of === 'gateway-workload';
  const found = isWorkload ? ofWorkload(world, files, question) : ofName(world, files, question);
  if (found.reason === 'near' || found.reason === 'renamed') return found;
  // What somebody makes is no name that was meant otherwise.
  if (isWorkload && found.reason === 'orphan') return found;
  const isMade =
    isBuiltIn(world, question) ||
    isMadeByOthers(world, files, question) ||
    mayBeMadeByCommand(world, question);
  return isMade ? exists('made') : found;
}

/** Severity of a "not found": the rule's own when proved, `hint` when not; undefined where it exists after all. */
export function notFoundSeverity<Severity extends string>(
  certainty: Certainty,
  proved: Severity,
): Severity | 'warning' | 'hint' | undefined {
  if (certainty === 'fact') return proved;
  if (certainty === 'likely') return 'warning';
  return certainty === 'unproven' ? 'hint' : undefined;
}

/** Whether it is certain enough to speak aloud. */
export function isProved(certainty: Certainty): boolean {
  return certainty === 'fact' || certainty === 'likely';
}

function exists(certainty: Certainty): Evidence {
  return { certainty, reason: 'exists', near: [] };
}

function nothing(world: WorldReader): Evidence {
  return { certainty: 'unproven', reason: world.config('isOpen') ? 'open' : 'nothing', near: [] };
}

function ofName(world: WorldReader, files: WorldReader, question: Question): Evidence {
  const sought = namedThing(world, question);
  if (sought === undefined)
    return question.of === 'host' ? ofOutsideHost(world, files, question) : nothing(world);
  const found = climb(world, files, sought, question);
  // Statistics have counted the others that name it already.
  const isWeak = found.reason !== 'held' && isUsedOnPurpose(files, sought, question);
  return isWeak ? weakened(found, world) : found;
}

/** The ladder, strongest first. */
function climb(world: WorldReader, files: WorldReader, sought: NamedThing, question: Question): Evidence {
  const { by } = question;
  const renamed = ofRenamed(world, sought);
  if (renamed !== undefined) return renamed;
  const own = nearThings(world, files, sought, by);
  if (own.strength !== 'none') {
    return { certainty: own.strength === 'slip' ? 'fact' : 'likely', reason: 'near', near: own.names };
  }
  // Which namespace a template prints, values decide.
  if (holdsPlaceholder(sought.namespace)) return nothing(world);
  const builtIn = namesOfControlPlane(world, sought.namespace).filter(
    (name) => sought.kindId === 'core/Service' && isNearMiss(sought.name, name),
  );
  if (builtIn.length > 0) return { certainty: 'likely', reason: 'near', near: builtIn };
  const others = nearThings(files, files, sought, by);
  if (others.strength !== 'none')
    return { certainty: 'likely', reason: 'near-elsewhere', near: others.names };
  const homes = nearNamespaces(files, sought);
  if (homes.length > 0) return { certainty: 'likely', reason: 'near-elsewhere', near: homes };
  const misplaced = ofMisplaced(world, files, sought, question);
  if (misplaced !== undefined) return misplaced;
  const isExample = world.config('isExample');
  const orphan = by && orphanFor(world, files, sought, by);
  if (orphan !== undefined) {
    return { certainty: isExample ? 'likely' : 'fact', reason: 'orphan', near: [orphan] };
  }
  if (sought.kindId === 'core/Namespace') return nothing(world);
  if (isOwnedPlace(world, files, sought.kindId, sought.namespace)) {
    return { certainty: 'likely', reason: 'owned', near: [] };
  }
  if (!isExample && isHeldPlace(files, sought.kindId, sought.namespace)) {
    return { certainty: 'likely', reason: 'held', near: [] };
  }
  return nothing(world);
}

/** A prefix, a suffix, a namespace or a patch of the build gave it another name, and the reference was left behind. */
function ofRenamed(world: WorldReader, { kindId, namespace, name }: NamedThing): Evidence | undefined {
  const found = world.read(formerNames, formerNameKey(kindId, namespace, name));
  if (found.length === 0) return undefined;
  const near = new Set(found.flatMap(({ row }) => (row.namespace === namespace ? [row.name] : [])));
  const renamed = found.map(({ resource }) => resource);
  return { certainty: 'fact', reason: 'renamed', near: [...near], renamed };
}

/** The very name exists, where the reference as it is written does not reach it. */
function ofMisplaced(
  world: WorldReader,
  files: WorldReader,
  sought: NamedThing,
  question: Question,
): Evidence | undefined {
  if (!isWithoutNamespace(question)) return undefined;
  const here = thingsNamed(world, sought);
  if (here.some(({ row }) => holdsPlaceholder(row.namespace))) return undefined;
  const isNear = here.some(
    ({ resource }) => question.by !== undefined && isBeside(world, resource, question.by),
  );
  // Tools copy Secrets from one namespace to others, but hardly from that of the asker.
  const isCopied =
    sought.kindId === 'core/Secret' && here.every(({ row }) => row.namespace !== question.by?.self.namespace);
  if (here.length > 0) {
    return { certainty: isNear && !isCopied ? 'fact' : 'likely', reason: 'misplaced', near: [] };
  }
  if (world.config('isExample') || thingsNamed(files, sought).length === 0) return undefined;
  return { certainty: 'likely', reason: 'misplaced', near: [] };
}

/** Names that only mean what is beside them. */
function isWithoutNamespace(question: Question): boolean {
  if (question.of === 'host') return /^[^.]+(?:\.svc\..*)?$/.test(question.host);
  return question.of !== 'namespace' && question.by?.isBare === true;
}

/** A thing that two other files name as well is somewhere else on purpose. */
function isUsedOnPurpose(
  files: WorldReader,
  { kindId, namespace, name }: NamedThing,
  { by }: Question,
): boolean {
  const own = by === undefined ? '' : files.fileOf(by.self);
  const using = files.derive(usingFiles, useKey(kindId, namespace, name));
  return using.filter((file) => file !== own).length >= 2;
}

/** The first files that name a thing: one more than the asker's own and the two that tell. Key: as in `namedUses`. */
const usingFiles = defineDerived<readonly string[]>({
  name: 'usingFiles',
  derive(key, files) {
    const found = new Set<string>();
    for (const { resource } of files.read(namedUses, key)) {
      found.add(files.fileOf(resource));
      if (found.size === 3) break;
    }
    return [...found];
  },
});

function weakened(evidence: Evidence, world: WorldReader): Evidence {
  if (evidence.certainty === 'fact') return { ...evidence, certainty: 'likely' };
  return evidence.certainty === 'likely' ? { ...nothing(world), near: evidence.near } : evidence;
}

/** ServiceEntries alone tell of such hosts, and traffic may leave the mesh without one. */
function ofOutsideHost(
  world: WorldReader,
  files: WorldReader,
  question: Question & { readonly of: 'host' },
): Evidence {
  const { host, by } = question;
  const bare = /^([^.]+)\.svc(?:\.|$)/.exec(host)?.[1];
  if (bare !== undefined && thingsNamed(files, { kindId: 'core/Service', name: bare }).length > 0) {
    return { certainty: 'fact', reason: 'misplaced', near: [] };
  }
  const meant = dottedService(host);
  if (meant !== undefined) {
    const homes = thingsNamed(files, meant).filter(({ row }) => row.namespace === meant.namespace);
    if (homes.length > 0) return { certainty: 'fact', reason: 'misplaced', near: [] };
    const near = nearThings(world, files, meant, by);
    if (near.strength !== 'none') return { certainty: 'likely', reason: 'near', near: near.names };
  }
  const near = nearEntries(world, host);
  if (near.length > 0) return { certainty: near.length > 1 ? 'likely' : 'fact', reason: 'near', near };
  return { certainty: 'outside', reason: 'nothing', near: [] };
}

/** `pay.team` and `pay.team.svc`: a Service by its name and namespace, in a form that means a host outside. */
function dottedService(host: string): NamedThing | undefined {
  const [name = '', namespace = '', ...rest] = host.split('.');
  const isForm = namespace !== '' && (rest.length === 0 || (rest.length === 1 && rest[0] === 'svc'));
  return isForm ? { kindId: 'core/Service', name, namespace } : undefined;
}

function ofWorkload(
  world: WorldReader,
  files: WorldReader,
  question: Question & { readonly of: 'workload' | 'gateway-workload' },
): Evidence {
  const namespace = question.of === 'workload' ? question.namespace : '*';
  const labels = question.labels;
  const near = nearLabels(world, namespace, labels, question.by);
  if (near.length > 0) return { certainty: near.length > 1 ? 'likely' : 'fact', reason: 'near', near };
  const orphan = question.by && orphanWorkload(world, files, { namespace, labels }, question.by);
  if (orphan !== undefined) {
    const certainty = world.config('isExample') ? 'likely' : 'fact';
    return { certainty, reason: 'orphan', near: [orphan[1]] };
  }
  const others = nearLabels(files, namespace, labels, question.by);
  if (others.length > 0) return { certainty: 'likely', reason: 'near-elsewhere', near: others };
  if (namespace === '*') return nothing(world);
  if (isOwnedPlace(world, files, 'workload', namespace)) {
    return { certainty: 'likely', reason: 'owned', near: [] };
  }
  return !world.config('isExample') && isHeldPlace(files, 'workload', namespace)
    ? { certainty: 'likely', reason: 'held', near: [] }
    : nothing(world);
}

/** Whether any Namespace is written in the world at all. */
export function hasNamespaces(world: WorldReader): boolean {
  return world.has(namespaces, '*');
}
