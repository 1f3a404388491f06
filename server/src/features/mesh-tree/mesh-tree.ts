/**
 * The mesh as a tree: worlds, their namespaces, and in each its services, gateways, routes and policies. Of one version;
 * branches are made when they are opened.
 */
import { type KindId, kindName } from '../../base/kind-id.ts';
import { visibleText } from '../../base/visible-text.ts';
import type { FileRange } from '../../workspace/origin.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { addMarks, type FindingMark, marksBySlot } from './finding-marks.ts';
import { GROUPS, type Group, groupOf } from './groups.ts';

export interface TreeNode {
  /** Stays over edits that keep the name. */
  readonly id: string;
  readonly kind: 'world' | 'namespace' | Group | 'object';
  readonly label: string;
  /** Beside the label: the kind of an object, how many there are of others. */
  readonly description: string;
  /** Of an object: which group it is in. */
  readonly group?: Group;
  readonly hasChildren: boolean;
  /** What a click opens. */
  readonly place?: FileRange;
  /** Of everything below; hints are no marks. */
  readonly findings?: FindingMark;
}

/** What a newcomer has done already, as the files say. */
export interface MeshContents {
  /** A resource of Istio or of the Gateway API. */
  readonly mesh: boolean;
  /** Metrics, traces or access logs are configured. */
  readonly observed: boolean;
  /** Traffic is routed. */
  readonly routed: boolean;
  /** Who may call whom, or how, is decided. */
  readonly secured: boolean;
}

/** Objects without a namespace. */
const CLUSTER = 'whole cluster';

type Branch = ReadonlyMap<string, readonly Slot[]>;

export class MeshTree {
  readonly #snapshot: Snapshot;
  /** Objects that are shown, by world and namespace. */
  readonly #worlds: ReadonlyMap<WorldView, Branch>;
  #marks: ReadonlyMap<string, FindingMark> | undefined;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    const shown = snapshot.worlds().map((world): [WorldView, Branch] => [world, namespacesOf(world)]);
    this.#worlds = new Map(
      shown
        .filter(([, branch]) => branch.size > 0)
        .sort(([one], [other]) => compare(one.name, other.name) || compare(one.id, other.id)),
    );
  }

  roots(): readonly TreeNode[] {
    return [...this.#worlds].map(([world, branch]) => {
      const slots = [...branch.values()].flat();
      return {
        id: idOf(world.id),
        kind: 'world',
        label: visibleText(world.name === '' ? 'mesh' : world.name),
        description: counted(branch.size, 'namespace'),
        hasChildren: true,
        ...this.#marked(slots),
      };
    });
  }

  /** Nothing for an id of another version. */
  children(id: string): readonly TreeNode[] {
    const [worldId, namespace, group] = stepsOf(id);
    const [world, branch] = [...this.#worlds].find(([each]) => each.id === worldId) ?? [];
    if (world === undefined || branch === undefined) return [];
    if (namespace === undefined) return this.#namespaces(world, branch);
    const slots = branch.get(namespace) ?? [];
    if (group === undefined) return this.#groups([world.id, namespace], slots);
    return this.#objects(
      [world.id, namespace, group],
      slots.filter(({ kindId }) => groupOf(kindId) === group),
    );
  }

  contents(): MeshContents {
    const kinds = new Set<KindId>();
    for (const branch of this.#worlds.values()) {
      for (const slots of branch.values()) for (const { kindId } of slots) kinds.add(kindId);
    }
    const has = (...groups: readonly Group[]) =>
      [...kinds].some((kind) => kind !== 'core/Service' && groups.includes(groupOf(kind) ?? 'others'));
    return {
      mesh: has(...GROUPS.map(({ name }) => name)),
      observed: kinds.has('telemetry.istio.io/Telemetry'),
      routed: has('routes'),
      secured: has('policies'),
    };
  }

  #namespaces(world: WorldView, branch: Branch): readonly TreeNode[] {
    return [...branch]
      .sort(([one], [other]) => compare(one, other))
      .map(([namespace, slots]) => ({
        id: idOf(world.id, namespace),
        kind: 'namespace',
        label: namespace === '' ? CLUSTER : visibleText(namespace),
        description: counted(slots.length, 'object'),
        hasChildren: true,
        ...this.#marked(slots),
      }));
  }

  #groups(steps: readonly string[], slots: readonly Slot[]): readonly TreeNode[] {
    return GROUPS.flatMap(({ name, label }): readonly TreeNode[] => {
      const own = slots.filter(({ kindId }) => groupOf(kindId) === name);
      if (own.length === 0) return [];
      const id = idOf(...steps, name);
      return [
        { id, kind: name, label, description: String(own.length), hasChildren: true, ...this.#marked(own) },
      ];
    });
  }

  #objects(steps: readonly string[], slots: readonly Slot[]): readonly TreeNode[] {
    const counts = new Map<string, number>();
    return [...slots].sort(byName).map((slot): TreeNode => {
      // An object may be written twice.
      const count = (counts.get(slot.key) ?? 0) + 1;
      counts.set(slot.key, count);
      const group = groupOf(slot.kindId);
      return {
        id: idOf(...steps, slot.key, String(count)),
        kind: 'object',
        label: slot.name === '' ? '(no name yet)' : visibleText(slot.name),
        description: kindName(slot.kindId),
        ...(group !== undefined && { group }),
        hasChildren: false,
        place: this.#snapshot.rangeOf({ resource: slot, path: 'metadata.name' }),
        ...this.#marked([slot]),
      };
    });
  }

  #marked(slots: readonly Slot[]): Pick<TreeNode, 'findings'> {
    this.#marks ??= marksBySlot(this.#snapshot);
    const marks = this.#marks;
    const findings = addMarks(slots.flatMap((slot) => marks.get(`${slot.uri} ${slot.key}`) ?? []));
    return findings === undefined ? {} : { findings };
  }
}

function namespacesOf(world: WorldView): Branch {
  const found = new Map<string, Slot[]>();
  for (const slot of world.slots()) {
    if (groupOf(slot.kindId) === undefined) continue;
    const known = found.get(slot.namespace);
    if (known === undefined) found.set(slot.namespace, [slot]);
    else known.push(slot);
  }
  return found;
}

function idOf(...steps: readonly string[]): string {
  return JSON.stringify(steps);
}

function stepsOf(id: string): readonly string[] {
  try {
    const steps: unknown = JSON.parse(id);
    return Array.isArray(steps) ? steps.map(String) : [];
  } catch {
    return []; // no id of ours
  }
}

function byName(one: Slot, other: Slot): number {
  return compare(one.name, other.name) || compare(one.kindId, other.kindId) || compare(one.uri, other.uri);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
