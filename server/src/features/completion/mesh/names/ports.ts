/** Ports of the service that is written beside, by number and by name; ports of containers. */
import { POD_KINDS } from '../../../../model/workload.ts';
import { lookupHost } from '../../../../workspace/resolve/hosts.ts';
import { selectWorkloads } from '../../../../workspace/resolve/workloads.ts';
import type { HostRow } from '../../../../workspace/tables/service-hosts.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { beside, type MeshPlace, nodeAt, siblingItems, stringsOf } from '../mesh-place.ts';

export function ports(place: MeshPlace): readonly Choice[] {
  return portsBeside(place).map(({ number, name, protocol }) =>
    word(String(number), [name, protocol].filter((part) => part !== '').join(' · '), RANK.first),
  );
}

export function portNames(place: MeshPlace): readonly Choice[] {
  return portsBeside(place)
    .filter(({ name }) => name !== '')
    .map(({ name, number, protocol }) => word(name, `${number} · ${protocol}`, RANK.first));
}

/** Named ports of the pods that the Service selects; a probe names one of its own container. */
export function containerPorts(place: MeshPlace): readonly Choice[] {
  if (POD_KINDS.includes(place.kindId)) return ownPorts(place);
  const selector = stringsOf(nodeAt(place, ['spec', 'selector']));
  if (Object.keys(selector).length === 0) return [];
  const workloads = selectWorkloads(place.reader, place.namespace, selector);
  const named = new Map(
    workloads.flatMap(({ row }) =>
      row.namedPorts.map(
        ({ name, number }) => [name, word(name, `${number} · ${row.name}`, RANK.first)] as const,
      ),
    ),
  );
  return [...named.values()];
}

function ownPorts(place: MeshPlace): readonly Choice[] {
  const at = place.steps.lastIndexOf('containers');
  const list = nodeAt(place, [...place.steps.slice(0, at + 2), 'ports']);
  const items = list?.kind === 'seq' ? list.items : [];
  return items.flatMap(({ value }) => {
    const { name = '', containerPort = '' } = stringsOf(value);
    return name === '' ? [] : [word(name, containerPort, RANK.first)];
  });
}

type Port = HostRow['ports'][number];

function portsBeside(place: MeshPlace): readonly Port[] {
  const service = serviceBeside(place);
  if (service === undefined) return [];
  const found = lookupHost(place.reader, service.host, { namespace: service.namespace, exportTo: [] });
  if (found.status !== 'found') return [];
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const byNumber = new Map(found.entries.flatMap(({ row }) => row.ports.map((port) => [port.number, port])));
  return [...byNumber.values()]
    .filter(({ number }) => !written.has(String(number)))
    .sort((a, b) => a.number - b.number);
}

/** A destination's host, a rule's host, the name of a backend. */
function serviceBeside(place: MeshPlace): { readonly host: string; readonly namespace: string } | undefined {
  const { pattern, namespace } = place;
  const inSpec = pattern.includes('portLevelSettings');
  if (inSpec) return named(stringsOf(nodeAt(place, ['spec']))['host'], namespace);
  if (pattern.endsWith('sectionName') && beside(place, 'kind') !== 'Service') return undefined;
  const isBackend =
    pattern.endsWith('Refs[].port') || pattern.endsWith('Ref.port') || pattern.endsWith('sectionName');
  if (isBackend) {
    if ((beside(place, 'kind') ?? 'Service') !== 'Service') return undefined;
    return named(beside(place, 'name'), beside(place, 'namespace') ?? namespace);
  }
  return named(beside(place, 'host', 2) ?? beside(place, 'name', 2), namespace);
}

function named(host: string | undefined, namespace: string) {
  return host === undefined ? undefined : { host, namespace };
}
