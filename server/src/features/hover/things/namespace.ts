/** A namespace: what the files hold of it, and whether it is in the mesh. */
import { absence } from '../../../workspace/resolve/certainty.ts';
import { isAmbient } from '../../../workspace/resolve/mesh-membership.ts';
import { type NamespaceRow, namespaces } from '../../../workspace/tables/namespaces.ts';
import { servicesInNamespace } from '../../../workspace/tables/service-hosts.ts';
import { workloadsInNamespace } from '../../../workspace/tables/workloads.ts';
import { type HoverContext, linkTo } from '../hover-context.ts';
import { blocks, code, counted } from '../hover-page.ts';

export function describeNamespace(context: HoverContext, name: string): string {
  const { reader } = context;
  const written = reader.read(namespaces, name).at(-1);
  const services = reader.read(servicesInNamespace, name).length;
  const workloads = reader.read(workloadsInNamespace, name).length;
  const isRoot = name === reader.config('rootNamespace');
  const isKnown = written !== undefined || services + workloads > 0;
  return blocks([
    `**${code(name)}** · ${isRoot ? 'root namespace' : 'namespace'}${
      written === undefined ? '' : ` ${linkTo(context, written.resource)}`
    }`,
    written === undefined ? undefined : meshText(context, written.row),
    isKnown
      ? `${counted(services, 'service host')} and ${counted(workloads, 'workload')} in these files`
      : absenceText(context, name),
  ]);
}

function meshText({ reader }: HoverContext, { name, labels }: NamespaceRow): string | undefined {
  const revision = labels['istio.io/rev'] ?? '';
  if (labels['istio-injection'] === 'disabled') return 'Sidecar injection is switched off';
  if (labels['istio-injection'] === 'enabled') return 'Sidecars are injected';
  if (revision !== '') return `Sidecars are injected by revision ${code(revision)}`;
  return isAmbient(reader, name) ? 'In ambient mode' : 'Its labels do not put it in the mesh';
}

function absenceText({ reader }: HoverContext, name: string): string {
  switch (absence(reader, { of: 'namespace', name })) {
    case 'fact':
      return 'Nothing in these files is in it, and they hold all there is.';
    case 'declared':
      return 'Exists outside of these files.';
    case 'elsewhere':
      return 'Defined in these files, in a part that is applied on its own.';
    case 'likely':
    case 'made':
    case 'outside':
    case 'unproven':
      return 'Nothing in these files is in it; it may exist outside of them.';
  }
}
