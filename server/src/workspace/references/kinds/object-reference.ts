/** References that name one object by namespace and name: what most kinds have in common. */
import type { KindId } from '../../../base/kind-id.ts';
import type { ResourceRef } from '../../../model/resource.ts';
import { checkFqdn } from '../../../primitives/host.ts';
import type { WorldReader } from '../../check.ts';
import type { ReferenceId } from '../reference-id.ts';
import { defineReference, type ReferenceKind, type RenameRule, type SiteSource } from '../reference-kind.ts';
import type { BareSite } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';

/** Sites stand under `namespace/name` of the object (`name`, when it is cluster-scoped). */
export type ObjectFacts = Readonly<Record<string, never>>;

/** Namespace of an origin that looks in all of them. */
export const ANYWHERE = '*/';

interface ObjectReferenceKind {
  readonly id: ReferenceId;
  readonly noun: string;
  readonly in: readonly KindId[];
  readonly origins: readonly SiteSource<ObjectFacts>[];
  readonly unknown: ReferenceKind['unknown'];
  /** Which objects an origin means that looks in every namespace. */
  anywhere?(world: WorldReader, name: string): readonly ResourceRef[];
}

export function defineObjectReference({ in: kinds, anywhere, ...kind }: ObjectReferenceKind): ReferenceKind {
  return defineReference<ObjectFacts, ObjectFacts>({
    ...kind,
    targets: [
      {
        in: kinds,
        at: ['metadata.name'],
        read: ({ resource: { name, namespace } }) => (name === '' ? [] : [objectSite(name, namespace)]),
      },
    ],
    identity: 'resolved',
    resolve({ world, targets }, { row: { name } }) {
      if (anywhere === undefined || !name.startsWith(ANYWHERE)) return targets(name);
      const meant = anywhere(world, name.slice(ANYWHERE.length));
      return meant.flatMap((object) => targets(`${object.namespace}/${object.name}`));
    },
    originNames: ({ name }) =>
      anywhere === undefined ? [name] : [name, `${ANYWHERE}${name.slice(name.indexOf('/') + 1)}`],
    rename: objectRename,
  });
}

export function objectSite(name: string, namespace: string): BareSite<ObjectFacts> {
  return { name: namespace === '' ? name : `${namespace}/${name}`, facts: {} };
}

/** Objects are renamed inside their namespace. */
export const objectRename: RenameRule<ObjectFacts> = {
  problemWith: objectNameProblem,
  renamed: ({ name, facts }, newName) => ({
    name: `${name.slice(0, name.indexOf('/') + 1)}${newName}`,
    facts,
  }),
};

/** A name beside an optional `namespace`: `{ name: a, namespace: b }`; the kind must be one of those given. */
export function namedBeside(place: SitePlace, kinds?: readonly string[]): readonly BareSite<ObjectFacts>[] {
  const name = place.at.string();
  const reference = place.up(1);
  if (name === undefined || name === '') return [];
  if (kinds !== undefined && !kinds.includes(reference.get('kind').string() ?? kinds[0] ?? '')) return [];
  return [objectSite(name, reference.get('namespace').string() ?? place.resource.namespace)];
}

/** `name` or `namespace/name` in one scalar; `.` is the object's own namespace. */
export function qualifiedHere({ at, resource }: SitePlace): readonly BareSite<ObjectFacts>[] {
  const text = at.string() ?? '';
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  const written = slash < 0 ? '.' : text.slice(0, slash);
  if (name === '' || name.includes('/')) return [];
  const namespace = written === '.' ? resource.namespace : written;
  return [{ ...objectSite(name, namespace), slice: { start: slash + 1, end: text.length } }];
}

/** Kubernetes: a DNS subdomain. */
export function objectNameProblem(newName: string): string | undefined {
  return checkFqdn(newName).ok && newName === newName.toLowerCase()
    ? undefined
    : 'Objects are named by lower-case letters, digits, dashes and dots';
}
