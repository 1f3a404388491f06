/** Networks and localities. */
import { isRecord } from '../../../../yaml/to-json.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { type MeshPlace, siblingItems } from '../mesh-place.ts';
import { usedWords } from './used.ts';

/** Those of the mesh configuration first. */
export function networks(place: MeshPlace): readonly Choice[] {
  const { networks: configured } = place.reader.config('meshNetworks');
  const names = isRecord(configured) ? Object.keys(configured) : [];
  return [
    ...names.map((name) => word(name, 'in MeshNetworks', RANK.first)),
    ...usedWords(place, 'network', 'network'),
  ];
}

/** `region/zone/subzone` as others write it; load balancing takes whole regions and zones, too. */
export function localities(place: MeshPlace): readonly Choice[] {
  const used = usedWords(place, 'locality', 'locality');
  if (place.pattern.includes('.failover[]')) {
    const regions = [...new Set(used.map(({ name }) => name.split('/')[0] ?? name))];
    return regions.map((name) => word(name, 'region'));
  }
  if (!place.pattern.includes('localityLbSetting')) return used;
  const wider = used.flatMap(({ name }) => {
    const parts = name.split('/');
    return parts.slice(0, -1).map((_, at) => `${parts.slice(0, at + 1).join('/')}/*`);
  });
  const all = [...new Set(wider)].map((name) => word(name, 'everything in it', RANK.ordinary));
  return [...used, ...all, word('*', 'every locality', RANK.rare)];
}

/** Labels by which endpoints are preferred, in the order in which they are usually listed. */
export function topologyLabels(place: MeshPlace): readonly Choice[] {
  const written = siblingItems(place);
  return TOPOLOGY.filter(([name]) => !written.has(name)).map(([name, detail]) =>
    word(name, detail, RANK.first),
  );
}

const TOPOLOGY: readonly (readonly [string, string])[] = [
  ['topology.istio.io/network', 'the same network'],
  ['topology.kubernetes.io/region', 'the same region'],
  ['topology.kubernetes.io/zone', 'the same zone'],
  ['topology.istio.io/subzone', 'the same subzone'],
  ['topology.istio.io/cluster', 'the same cluster'],
  ['kubernetes.io/hostname', 'the same node'],
];
