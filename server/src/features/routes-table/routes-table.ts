/** The routes panel: the rules of a host as one proxy tries them, in order. */
import { Fields } from '../../semantics/fields.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import { virtualServices } from '../../semantics/virtual-services.ts';
import type { Slot } from '../../workspace/slot.ts';
import { emptyAnswer, type Panel, PlaceBook } from '../panels/panel.ts';
import { routeRows } from './route-rows.ts';
import { hostsOf, ROUTED_KINDS } from './route-subject.ts';
import type { RoutesHead } from './routes-data.ts';
import { seenHost } from './seen-host.ts';
import { type OfferedViewpoint, viewpointsOf } from './viewpoints.ts';

/** `input`: `{ host?, seenBy?, port? }`; what is not offered counts as not chosen. */
export const routesTable: Panel = ({ snapshot, mesh, slot, input }) => {
  if (slot === undefined) return emptyAnswer('No object stands at the cursor.');
  const hosts = hostsOf(mesh, slot);
  const chosen = new Fields(input, '');
  const host = hosts.find((each) => each === chosen.get('host').string()) ?? hosts[0];
  if (host === undefined) return nothingFor(mesh, slot);
  const viewpoints = viewpointsOf(mesh, host, slot.namespace);
  const viewpoint =
    viewpoints.find(({ id }) => id === chosen.get('seenBy').string()) ?? firstOf(mesh, slot, viewpoints);
  if (viewpoint === undefined) {
    return emptyAnswer(
      `No proxy of these files answers ${host}: it is no service, and no gateway lets it in.`,
    );
  }
  const book = new PlaceBook(snapshot);
  const port = chosen.get('port').number();
  const seen = seenHost({ mesh, snapshot, places: book, host, port }, viewpoint.viewpoint);
  const head: RoutesHead = {
    state: 'shown',
    host,
    hosts,
    seenBy: viewpoint.id,
    viewpoints: viewpoints.map(({ id, text }) => ({ id, text })),
    ports: seen.ports,
    port: seen.view.proxy.port,
    story: seen.story,
    otherwise: seen.otherwise,
  };
  return { head, items: routeRows(seen), book };
};

function nothingFor(mesh: Mesh, slot: Slot): ReturnType<Panel> {
  const kind = slot.kindId.split('/')[1] ?? '';
  const isDelegate = mesh.objects('networking.istio.io/VirtualService').some(({ ref }) => ref === slot);
  if (isDelegate) {
    return emptyAnswer(
      `VirtualService ${slot.namespace}/${slot.name} names no host, and no VirtualService of these files delegates to it.`,
    );
  }
  const isGateway = slot.kindId.endsWith('/Gateway');
  if (isGateway)
    return emptyAnswer(`No route of these files is bound to Gateway ${slot.namespace}/${slot.name}.`);
  return emptyAnswer(`A ${kind} has no routes. Put the cursor into a ${ROUTED_KINDS}.`);
}

/** A VirtualService that is bound to gateways only is seen from there; a Gateway from itself. */
function firstOf(
  mesh: Mesh,
  slot: Slot,
  viewpoints: readonly OfferedViewpoint[],
): OfferedViewpoint | undefined {
  const id = `${slot.namespace}/${slot.name}`;
  const own = viewpoints.find(
    ({ viewpoint }) => 'port' in viewpoint && slot.kindId.endsWith('/Gateway') && viewpoint.id === id,
  );
  if (own !== undefined) return own;
  const written = virtualServices(mesh).find(
    ({ object, http }) => object.ref === slot || http.some(({ writtenIn }) => writtenIn.ref === slot),
  );
  const bound = new Set(written?.gateways ?? ['mesh']);
  const fitting = viewpoints.filter(({ viewpoint }) =>
    'port' in viewpoint ? bound.has(viewpoint.id) : bound.has('mesh'),
  );
  // Of a plain server that only redirects the other one says more.
  return (
    fitting.find(({ viewpoint }) => !('port' in viewpoint) || viewpoint.port !== 80) ??
    fitting[0] ??
    viewpoints[0]
  );
}
