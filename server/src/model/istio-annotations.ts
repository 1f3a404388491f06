/**
 * The annotations that Istio knows: on which kinds, how mature, and what they may say. Names, kinds and states are
 * facts of `istio/api` 1.31.
 */

/** What a value must be. `isChecked`: `istioctl analyze` and the injector refuse others; else they are ignored. */
export type AnnotationValue = (
  | { readonly type: 'bool' | 'quantity' | 'interfaces' | 'json' | 'yaml' }
  | { readonly type: 'words'; readonly words: readonly string[]; readonly ignoreCase?: true }
  | { readonly type: 'whole'; readonly max: number; readonly trims?: true }
  | { readonly type: 'ports' | 'cidrs'; readonly star?: true }
) & { readonly isChecked?: true };

export interface IstioAnnotation {
  /** Kinds; `Any` for all, `Gateway` is that of the Gateway API, `Pod` means pod templates too. */
  readonly on: readonly string[];
  readonly stage: 'Alpha' | 'Beta' | 'Stable';
  readonly isDeprecated?: true;
  /** Left out of the public documentation. */
  readonly isHidden?: true;
  readonly isWrittenBySystem?: true;
  readonly replacement?: { readonly kind: 'label' | 'annotation'; readonly name: string };
  readonly value?: AnnotationValue;
}

export const ISTIO_ANNOTATIONS: ReadonlyMap<string, IstioAnnotation> = new Map<string, IstioAnnotation>([
  [
    'alpha.istio.io/canonical-serviceaccounts',
    { on: ['Service'], stage: 'Alpha', isDeprecated: true, isHidden: true },
  ],
  [
    'alpha.istio.io/kubernetes-serviceaccounts',
    { on: ['Service'], stage: 'Alpha', isDeprecated: true, isHidden: true },
  ],
  ['ambient.istio.io/bypass-inbound-capture', { on: ['Pod'], stage: 'Alpha', value: { type: 'bool' } }],
  ['ambient.istio.io/dns-capture', { on: ['Pod'], stage: 'Alpha', isHidden: true, value: { type: 'bool' } }],
  [
    'ambient.istio.io/redirection',
    { on: ['Pod'], stage: 'Beta', isWrittenBySystem: true, value: { type: 'words', words: ['enabled'] } },
  ],
  [
    'ambient.istio.io/waypoint-inbound-binding',
    { on: ['GatewayClass', 'Gateway'], stage: 'Alpha', isHidden: true },
  ],
  ['galley.istio.io/analyze-suppress', { on: ['Any'], stage: 'Alpha' }],
  [
    'gateway.istio.io/controller-version',
    { on: ['Any'], stage: 'Alpha', isHidden: true, isWrittenBySystem: true },
  ],
  ['gateway.istio.io/name-override', { on: ['Gateway'], stage: 'Alpha', isHidden: true }],
  ['gateway.istio.io/service-account', { on: ['Gateway'], stage: 'Alpha', isHidden: true }],
  ['inject.istio.io/templates', { on: ['Pod'], stage: 'Alpha' }],
  [
    'istio.io/autoRegistrationGroup',
    { on: ['WorkloadEntry'], stage: 'Alpha', isHidden: true, isWrittenBySystem: true },
  ],
  [
    'istio.io/connectedAt',
    { on: ['WorkloadEntry'], stage: 'Alpha', isHidden: true, isWrittenBySystem: true },
  ],
  [
    'istio.io/disconnectedAt',
    { on: ['WorkloadEntry'], stage: 'Alpha', isHidden: true, isWrittenBySystem: true },
  ],
  ['istio.io/dry-run', { on: ['AuthorizationPolicy'], stage: 'Alpha' }],
  [
    'istio.io/reroute-virtual-interfaces',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'interfaces', isChecked: true } },
  ],
  ['istio.io/rev', { on: ['Pod'], stage: 'Alpha', isWrittenBySystem: true }],
  [
    'istio.io/use-waypoint-canary-weight',
    { on: ['Service', 'ServiceEntry', 'Namespace'], stage: 'Alpha', value: { type: 'whole', max: 100 } },
  ],
  [
    'istio.io/workloadController',
    { on: ['WorkloadEntry'], stage: 'Alpha', isHidden: true, isWrittenBySystem: true },
  ],
  ['kubernetes.io/ingress.class', { on: ['Ingress'], stage: 'Stable' }],
  ['networking.istio.io/exportTo', { on: ['Service'], stage: 'Alpha' }],
  ['networking.istio.io/service-type', { on: ['Gateway'], stage: 'Alpha', isHidden: true }],
  [
    'networking.istio.io/traffic-distribution',
    {
      on: ['Namespace', 'Service', 'ServiceEntry'],
      stage: 'Alpha',
      value: { type: 'words', words: ['PreferClose', 'PreferSameZone', 'PreferSameNode'], ignoreCase: true },
    },
  ],
  [
    'prometheus.istio.io/merge-metrics',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'bool', isChecked: true } },
  ],
  ['proxy.istio.io/config', { on: ['Pod'], stage: 'Beta', value: { type: 'yaml', isChecked: true } }],
  ['proxy.istio.io/overrides', { on: ['Pod'], stage: 'Alpha', isHidden: true, isWrittenBySystem: true }],
  ['readiness.status.sidecar.istio.io/applicationPorts', { on: ['Pod'], stage: 'Alpha' }],
  [
    'readiness.status.sidecar.istio.io/failureThreshold',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'whole', max: 4294967295, isChecked: true } },
  ],
  [
    'readiness.status.sidecar.istio.io/initialDelaySeconds',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'whole', max: 4294967295, isChecked: true } },
  ],
  [
    'readiness.status.sidecar.istio.io/periodSeconds',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'whole', max: 4294967295, isChecked: true } },
  ],
  ['sidecar.istio.io/agentLogLevel', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/bootstrapOverride', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/componentLogLevel', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/discoveryAddress', { on: ['Pod'], stage: 'Alpha', isDeprecated: true }],
  ['sidecar.istio.io/extraStatTags', { on: ['Pod'], stage: 'Alpha', isDeprecated: true }],
  [
    'sidecar.istio.io/inject',
    {
      on: ['Pod'],
      stage: 'Beta',
      isDeprecated: true,
      replacement: { kind: 'label', name: 'sidecar.istio.io/inject' },
      value: { type: 'words', words: ['true', 'false'] },
    },
  ],
  [
    'sidecar.istio.io/interceptionMode',
    {
      on: ['Pod'],
      stage: 'Alpha',
      value: { type: 'words', words: ['REDIRECT', 'TPROXY', 'NONE'], isChecked: true },
    },
  ],
  ['sidecar.istio.io/logLevel', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/nativeSidecar', { on: ['Pod'], stage: 'Alpha' }],
  [
    'sidecar.istio.io/proxyCPU',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'quantity', isChecked: true } },
  ],
  [
    'sidecar.istio.io/proxyCPULimit',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'quantity', isChecked: true } },
  ],
  ['sidecar.istio.io/proxyImage', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/proxyImageType', { on: ['Pod'], stage: 'Alpha' }],
  [
    'sidecar.istio.io/proxyMemory',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'quantity', isChecked: true } },
  ],
  [
    'sidecar.istio.io/proxyMemoryLimit',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'quantity', isChecked: true } },
  ],
  ['sidecar.istio.io/rewriteAppHTTPProbers', { on: ['Pod'], stage: 'Alpha' }],
  [
    'sidecar.istio.io/statsCompression',
    {
      on: ['Pod'],
      stage: 'Alpha',
      isDeprecated: true,
      value: { type: 'words', words: ['brotli', 'gzip', 'zstd'] },
    },
  ],
  ['sidecar.istio.io/statsEvictionInterval', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/statsFlushInterval', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/statsHistogramBins', { on: ['Pod'], stage: 'Alpha' }],
  ['sidecar.istio.io/statsHistogramBuckets', { on: ['Pod'], stage: 'Alpha', value: { type: 'json' } }],
  ['sidecar.istio.io/statsInclusionPrefixes', { on: ['Pod'], stage: 'Alpha', isDeprecated: true }],
  ['sidecar.istio.io/statsInclusionRegexps', { on: ['Pod'], stage: 'Alpha', isDeprecated: true }],
  ['sidecar.istio.io/statsInclusionSuffixes', { on: ['Pod'], stage: 'Alpha', isDeprecated: true }],
  ['sidecar.istio.io/status', { on: ['Pod'], stage: 'Alpha', isWrittenBySystem: true }],
  ['sidecar.istio.io/userVolume', { on: ['Pod'], stage: 'Alpha', value: { type: 'json' } }],
  ['sidecar.istio.io/userVolumeMount', { on: ['Pod'], stage: 'Alpha', value: { type: 'json' } }],
  [
    'status.sidecar.istio.io/port',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'whole', max: 65535, trims: true, isChecked: true } },
  ],
  ['topology.istio.io/controlPlaneClusters', { on: ['Namespace'], stage: 'Alpha' }],
  ['traffic.istio.io/nodeSelector', { on: ['Service'], stage: 'Stable' }],
  [
    'traffic.sidecar.istio.io/excludeInboundPorts',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'ports', isChecked: true } },
  ],
  [
    'traffic.sidecar.istio.io/excludeInterfaces',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'interfaces', isChecked: true } },
  ],
  [
    'traffic.sidecar.istio.io/excludeOutboundIPRanges',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'cidrs', isChecked: true } },
  ],
  [
    'traffic.sidecar.istio.io/excludeOutboundPorts',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'ports', isChecked: true } },
  ],
  [
    'traffic.sidecar.istio.io/includeInboundPorts',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'ports', star: true, isChecked: true } },
  ],
  [
    'traffic.sidecar.istio.io/includeOutboundIPRanges',
    { on: ['Pod'], stage: 'Alpha', value: { type: 'cidrs', star: true, isChecked: true } },
  ],
  ['traffic.sidecar.istio.io/includeOutboundPorts', { on: ['Pod'], stage: 'Alpha' }],
  [
    'traffic.sidecar.istio.io/kubevirtInterfaces',
    {
      on: ['Pod'],
      stage: 'Alpha',
      isDeprecated: true,
      replacement: { kind: 'annotation', name: 'istio.io/reroute-virtual-interfaces' },
      value: { type: 'interfaces', isChecked: true },
    },
  ],
]);
