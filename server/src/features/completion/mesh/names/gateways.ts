/** Gateways as VirtualServices bind to them. */
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice, word } from '../choice.ts';
import { type MeshPlace, siblingItems } from '../mesh-place.ts';
import { targetsOfKind } from '../targets.ts';

/** `name` in the same namespace, else `namespace/name`. */
export function gateways(place: MeshPlace): readonly Choice[] {
  const written = siblingItems(place);
  const objects = targetsOfKind(place, 'gateway').map(({ resource }): Choice => {
    const isOwn = resource.namespace === place.namespace && !place.word.includes('/');
    return {
      name: isOwn ? resource.name : `${resource.namespace}/${resource.name}`,
      rank: isOwn ? RANK.first : RANK.common,
      about: () => aboutObject(place, resource, [hostWords(place, resource.key)]),
    };
  });
  const declared = place.world.config.externalGateways
    .filter((name) => !name.includes('*'))
    .map((name) => word(name, 'declared in meshwright.json', RANK.ordinary));
  const mesh = word('mesh', 'every sidecar of the mesh', RANK.required);
  return [...objects, mesh, ...declared].filter(({ name }) => !written.has(name));
}

const SHOWN_HOSTS = 3;

function hostWords({ world }: MeshPlace, key: string): string {
  const slot = world.definitions(key).at(-1);
  const all = (slot?.resource.spec.get('servers').items() ?? []).flatMap((server) =>
    server
      .get('hosts')
      .strings()
      .map(({ value }) => value),
  );
  const hosts = [...new Set(all)];
  const more = hosts.length > SHOWN_HOSTS ? ', …' : '';
  return hosts.length === 0 ? 'no hosts' : `${hosts.slice(0, SHOWN_HOSTS).join(', ')}${more}`;
}
