/** `Show routes`, `Simulate a request`, `Show in graph`: above the objects that a preview panel has something to say of. */
import type { KindId } from '../../base/kind-id.ts';
import type { LensText } from './lens.ts';

interface PanelLens {
  /** As in `PANELS`. */
  readonly panel: string;
  readonly title: string;
  readonly kinds: ReadonlySet<KindId>;
}

const ROUTES: readonly KindId[] = [
  'networking.istio.io/VirtualService',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
];
const GATEWAYS: readonly KindId[] = ['networking.istio.io/Gateway', 'gateway.networking.k8s.io/Gateway'];

const PANEL_LENSES: readonly PanelLens[] = [
  { panel: 'routes', title: 'Show routes', kinds: new Set([...ROUTES, ...GATEWAYS]) },
  { panel: 'request', title: 'Simulate a request', kinds: new Set([...ROUTES, ...GATEWAYS, 'core/Service']) },
  { panel: 'graph', title: 'Show in graph', kinds: new Set([...ROUTES, ...GATEWAYS, 'core/Service']) },
];

/** Names of panels. */
export function panelsFor(kind: KindId): readonly string[] {
  return PANEL_LENSES.filter(({ kinds }) => kinds.has(kind)).map(({ panel }) => panel);
}

/** @param panel path of the lens */
export function panelLens(panel: string): LensText | undefined {
  const title = PANEL_LENSES.find((each) => each.panel === panel)?.title;
  return title === undefined ? undefined : { title, locations: [], action: { does: 'show', panel } };
}
