/** Objects of one kind that are each for a whole namespace: shared by the kinds that allow only one. */
import { nameList } from '../base/name-list.ts';
import type { Resource, ResourceRef } from '../model/resource.ts';
import { workloadSelector } from '../model/workload-selector.ts';
import type { WorldReader } from '../workspace/check.ts';
import { defineCrowds } from '../workspace/crowd.ts';
import type { RelatedPlace } from '../workspace/finding.ts';
import { selectorless } from '../workspace/tables/workload-selectors.ts';
import type { FixContext } from './define-rule.ts';

export interface Several {
  readonly at: 'metadata.name';
  readonly data: {
    readonly name: string;
    readonly namespace: string;
    /** The names of the first. */
    readonly others: readonly string[];
    readonly count: number;
  };
  /** The nearest. */
  readonly related: readonly RelatedPlace[];
  readonly relatedCount: number;
}

/** Undefined when the object is alone, or not for all of its namespace. */
export function othersForNamespace(resource: Resource, world: WorldReader): Several | undefined {
  const { labels, isTargeted } = resource.facts(workloadSelector);
  if (isTargeted || Object.keys(labels).length > 0) return undefined;
  const { kindId, name, namespace } = resource;
  const crowd = wholeNamespace.of(world, `${kindId} ${namespace}`);
  const { count, nearest, firstObjects } = crowd.others(resource, crowd.sorts);
  if (count === 0) return undefined;
  return {
    at: 'metadata.name',
    data: { name, namespace, others: firstObjects.map(({ row }) => row.name), count },
    related: nearest.map(({ resource: other }) => ({
      resource: other,
      path: 'metadata.name',
      text: 'also for the whole namespace',
    })),
    relatedCount: count,
  };
}

const wholeNamespace = defineCrowds(selectorless, () => '');

export function severalMessage({ name, namespace, others, count }: Several['data']): string {
  return `"${name}" is for all of namespace "${namespace}", and so is ${nameList(others, count)}`;
}

/** With which the object may be put together. */
export function nearestOthers({ resource, world }: FixContext): readonly ResourceRef[] {
  return othersForNamespace(resource, world)?.related.map((other) => other.resource) ?? [];
}
