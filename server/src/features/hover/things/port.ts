/** A port of a service: its name, and what it speaks. */

import type { Resource } from '../../../model/resource.ts';
import { service } from '../../../model/service.ts';
import { serviceEntry } from '../../../model/service-entry.ts';
import { protocolOfServicePort } from '../../../primitives/port.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import { type HoverContext, kindAndLink } from '../hover-context.ts';
import { code } from '../hover-page.ts';

export function describePort(context: HoverContext, target: PlacedSite): string | undefined {
  const { resource } = context.snapshot.slotOf(target.resource);
  const facts = portFacts(resource, target.row.path);
  if (facts.length === 0) return undefined;
  return [`**port ${code(target.row.name)}** of ${kindAndLink(context, target.resource)}`, ...facts].join(
    ' · ',
  );
}

function portFacts(resource: Resource, path: string): readonly string[] {
  return resource.kindId === 'core/Service' ? ofService(resource, path) : ofEntry(resource, path);
}

function ofService(resource: Resource, path: string): readonly string[] {
  const port = resource.facts(service).ports.find((each) => path.startsWith(`${each.path}.`));
  if (port === undefined) return [];
  const { name, number, protocol, appProtocol, targetPort } = port;
  const spoken = protocolOfServicePort({
    name: name?.value,
    number: number?.value,
    protocol,
    appProtocol: appProtocol?.value,
  });
  return [
    ...(name === undefined ? [] : [`name ${code(name.value)}`]),
    ...(number === undefined ? [] : [`number ${number.value}`]),
    spoken === undefined ? 'protocol found out by sniffing' : `protocol ${code(spoken)}`,
    ...(targetPort === undefined ? [] : [`container port ${code(String(targetPort))}`]),
  ];
}

function ofEntry(resource: Resource, path: string): readonly string[] {
  const port = resource.facts(serviceEntry).ports.find((each) => path.startsWith(`${each.path}.`));
  if (port === undefined) return [];
  return [
    ...(port.name === undefined ? [] : [`name ${code(port.name.value)}`]),
    ...(port.number === undefined ? [] : [`number ${port.number.value}`]),
    ...(port.protocol === undefined ? [] : [`protocol ${code(port.protocol.value)}`]),
  ];
}
