/** Where kinds say by labels which workloads they are for. */
import type { Cursor } from './cursor.ts';
import type { Resource } from './resource.ts';

/** Kinds with `matchLabels`, under `spec.selector` (DestinationRule: `spec.workloadSelector`). */
export const MATCH_LABELS_KINDS = [
  'networking.istio.io/DestinationRule',
  'networking.istio.io/ProxyConfig',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
  'extensions.istio.io/WasmPlugin',
  'extensions.istio.io/TrafficExtension',
] as const;

/** Kinds with the older `spec.workloadSelector.labels`. */
export const WORKLOAD_LABELS_KINDS = [
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
] as const;

export const SELECTOR_KINDS = [...MATCH_LABELS_KINDS, ...WORKLOAD_LABELS_KINDS] as const;

/** As `fieldsAt` reads fields. */
export const SELECTOR_FIELDS: readonly string[] = ['spec.selector', 'spec.workloadSelector'];

export interface SelectorLabels {
  /** The map of labels; may be absent. */
  readonly labels: Cursor;
  readonly form: 'matchLabels' | 'labels';
}

export function selectorLabels({ kindId, spec }: Resource): SelectorLabels {
  if (WORKLOAD_LABELS_KINDS.some((kind) => kind === kindId)) {
    return { labels: spec.get('workloadSelector').get('labels'), form: 'labels' };
  }
  const selector = kindId === 'networking.istio.io/DestinationRule' ? 'workloadSelector' : 'selector';
  return { labels: spec.get(selector).get('matchLabels'), form: 'matchLabels' };
}
