/** Namespaces: those that files define, and those that hold objects. */
import { referenceKindsAt } from '../../../../workspace/references/sites-of.ts';
import { namespaces as namespaceTable } from '../../../../workspace/tables/namespaces.ts';
import { servicesInNamespace } from '../../../../workspace/tables/service-hosts.ts';
import { workloadsInNamespace } from '../../../../workspace/tables/workloads.ts';
import type { WorldView } from '../../../../workspace/world-view.ts';
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice, word } from '../choice.ts';
import { type MeshPlace, siblingItems } from '../mesh-place.ts';

/** Only where a namespace stands alone: in a longer name it comes with the rest. */
export function namespaces(place: MeshPlace): readonly Choice[] {
  const isAlone = referenceKindsAt(place.kindId, place.path).every(({ kind }) => kind === 'namespace');
  if (!isAlone || place.pattern.endsWith('servers[].hosts[]')) return [];
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const words = /exportTo(?:\[\]|"\])$/.test(place.pattern) ? EXPORT_WORDS : [];
  return [...words, ...namespaceChoices(place)].filter(({ name }) => !written.has(name));
}

const EXPORT_WORDS: readonly Choice[] = [
  word('.', 'this namespace only', RANK.first),
  word('*', 'every namespace', RANK.first),
];

/** The object's own namespace first. */
export function namespaceChoices(place: MeshPlace): readonly Choice[] {
  const { world, reader, namespace } = place;
  return knownNamespaces(world).map((name) => {
    const object = reader.read(namespaceTable, name)[0]?.resource;
    return {
      name,
      rank: name === namespace ? RANK.required : RANK.common,
      about: () => (object === undefined ? { detail: 'namespace' } : aboutObject(place, object)),
    };
  });
}

/** By name: defined, holding a Service or workload, or declared. */
export function knownNamespaces(world: WorldView): readonly string[] {
  const written = [...world.keys(namespaceTable)].filter((key) => key !== '*');
  const used = [...world.keys(servicesInNamespace), ...world.keys(workloadsInNamespace)].filter(
    (key) => key !== '*' && !key.includes(' '),
  );
  const declared = world.config.externalNamespaces.filter((name) => !name.includes('*'));
  return [...new Set([...written, ...used, ...declared])].sort();
}
