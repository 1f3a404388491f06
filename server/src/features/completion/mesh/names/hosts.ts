/** Hosts, in each of the forms that fields write them in. */
import { kindName } from '../../../../base/kind-id.ts';
import { admittedHosts, gatewayReference } from '../../../../workspace/resolve/gateway-binding.ts';
import { qualifiedName } from '../../../../workspace/resolve/hosts.ts';
import { gatewaysByName } from '../../../../workspace/tables/gateways.ts';
import { entryUnder } from '../../cursor-place.ts';
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice, word } from '../choice.ts';
import { beside, type MeshPlace, nodeAt, siblingItems, stringsOf } from '../mesh-place.ts';
import { targetsOfKind } from '../targets.ts';
import { hostChoice, hostChoices, servicesOf, visibleServices, visibleWildcards } from './registry.ts';

export function hosts(place: MeshPlace): readonly Choice[] {
  const { pattern } = place;
  if (pattern.endsWith('egress[].hosts[]')) return egressHosts(place);
  if (pattern.endsWith('Ref.name') || pattern.endsWith('Refs[].name')) return referencedHosts(place);
  if (pattern === 'spec.hosts[]') return virtualHosts(place);
  const isName = pattern.endsWith('.host');
  if (!isName) return servicesOf(place, serviceNamespace(place));
  const isRule = pattern === 'spec.host';
  return [
    ...besideOthers(place),
    ...hostChoices(place),
    ...(isRule ? wildcards(place) : []),
    ...declared(place),
  ];
}

/** A route that splits traffic names one host again and again. */
function besideOthers(place: MeshPlace): readonly Choice[] {
  if (!place.pattern.endsWith('route[].destination.host')) return [];
  const list = nodeAt(place, place.steps.slice(0, -3));
  const own = place.steps.at(-3);
  const items = list?.kind === 'seq' ? list.items : [];
  return items.flatMap(({ value }, index): readonly Choice[] => {
    const host = stringsOf(entryUnder(value, 'destination')?.value)['host'];
    return index === own || host === undefined || host === ''
      ? []
      : [word(host, 'host of the destination beside', RANK.first)];
  });
}

function wildcards(place: MeshPlace): readonly Choice[] {
  return visibleWildcards(place).map((entry) => ({ ...hostChoice(place, entry), rank: RANK.rare }));
}

/** Names that `meshwright.json` declares; patterns name nothing. */
function declared({ world }: MeshPlace): readonly Choice[] {
  return world.config.externalHosts
    .filter((name) => !name.includes('*'))
    .map((name) => word(name, 'declared in meshwright.json', RANK.ordinary));
}

/** What the gateways of the VirtualService serve stands first. */
function virtualHosts(place: MeshPlace): readonly Choice[] {
  const written = siblingItems(place);
  const served = boundGateways(place).flatMap(({ row, resource }) =>
    admittedHosts(row, place.namespace).map(
      (name): Choice => ({
        name,
        rank: RANK.first,
        about: () => aboutObject(place, resource, ['serves this host']),
      }),
    ),
  );
  const all = [...served, ...hostChoices(place), ...wildcards(place), ...declared(place)];
  return all.filter(({ name }) => !written.has(name));
}

function boundGateways({ resource, reader, namespace, ...place }: MeshPlace) {
  const list = nodeAt({ resource, reader, namespace, ...place }, ['spec', 'gateways']);
  const names = list?.kind === 'seq' ? list.items : [];
  return names.flatMap(({ value }) => {
    if (value?.kind !== 'scalar') return [];
    const reference = gatewayReference(value.text, namespace);
    return reference === 'mesh'
      ? []
      : reader.read(gatewaysByName, `${reference.namespace}/${reference.name}`);
  });
}

/** `namespace/host`; behind a slash only hosts of that namespace follow. */
function egressHosts(place: MeshPlace): readonly Choice[] {
  const { namespace, reader } = place;
  const written = siblingItems(place);
  const general = [
    word('./*', 'every service of this namespace', RANK.first),
    word('*/*', 'every service that is visible here', RANK.common),
    word('~/*', 'no service: nothing can be reached', RANK.rare),
  ];
  const root = reader.config('rootNamespace');
  const entries = [...visibleServices(place), ...visibleWildcards(place)];
  const owners = [...new Set([root, ...entries.map(({ row }) => row.namespace)])];
  const whole = owners
    .filter((owner) => owner !== namespace)
    .map((owner) => word(`${owner}/*`, `every service of namespace ${owner}`, RANK.common));
  const single = entries.map((entry): Choice => {
    const { row } = entry;
    const owner = row.namespace === namespace ? '.' : row.namespace;
    return { ...hostChoice(place, entry), name: `${owner}/${qualifiedName(reader, row.host)}` };
  });
  return [...general, ...whole, ...single].filter(({ name }) => !written.has(name));
}

/** `parentRefs`, `backendRefs` and `targetRefs` that mean a Service, a ServiceEntry or a host name. */
function referencedHosts(place: MeshPlace): readonly Choice[] {
  const kind = beside(place, 'kind') ?? (place.pattern.includes('backendRef') ? 'Service' : '');
  const namespace = beside(place, 'namespace') ?? place.namespace;
  if (kind === 'Service') return servicesOf(place, namespace);
  if (kind === 'Hostname') return hostChoices(place).filter(({ name }) => name.includes('.'));
  if (kind !== 'ServiceEntry') return [];
  return targetsOfKind(place, 'host')
    .filter(
      ({ resource }) =>
        resource.kindId === 'networking.istio.io/ServiceEntry' && resource.namespace === namespace,
    )
    .map(({ resource }) => ({ name: resource.name, about: () => aboutObject(place, resource) }));
}

/** Where a plain Service name is looked up: beside a `namespace`, else in the object's own. */
function serviceNamespace(place: MeshPlace): string {
  const isWebhook = kindName(place.kindId).endsWith('WebhookConfiguration');
  return (
    (isWebhook || place.pattern.includes('Ref') ? beside(place, 'namespace') : undefined) ?? place.namespace
  );
}
