/** The comment in front of new files: how to see that they work, and how to roll them out and back. */
import { kindsOf, type Pattern } from '../completion/patterns/patterns.ts';

interface Advice {
  readonly kinds: readonly string[];
  /** Commands that show what has come of it. */
  readonly verify: readonly string[];
  readonly roll?: string;
}

const ADVICE: readonly Advice[] = [
  {
    kinds: ['VirtualService'],
    verify: ['istioctl proxy-config routes deploy/CLIENT'],
  },
  { kinds: ['DestinationRule', 'ServiceEntry'], verify: ['istioctl proxy-config clusters deploy/CLIENT'] },
  {
    kinds: ['Gateway'],
    verify: ['kubectl get gateway -A', 'istioctl proxy-config listeners deploy/GATEWAY -n NAMESPACE'],
  },
  {
    kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
    verify: ['kubectl get httproute,grpcroute -A -o yaml   # status: Accepted, ResolvedRefs'],
  },
  {
    kinds: ['AuthorizationPolicy', 'RequestAuthentication'],
    verify: ['istioctl x authz check POD'],
    roll: 'Try policies with the annotation "istio.io/dry-run" first, and read the logs of the proxy.',
  },
  {
    kinds: ['PeerAuthentication'],
    verify: ['istioctl x describe pod POD'],
    roll: 'Begin with mode PERMISSIVE, and go to STRICT when no plain text arrives any more.',
  },
  { kinds: ['Telemetry'], verify: ['kubectl logs deploy/WORKLOAD -c istio-proxy'] },
  { kinds: ['Deployment'], verify: ['kubectl rollout status deploy/WORKLOAD'] },
  {
    kinds: ['EnvoyFilter', 'WasmPlugin'],
    verify: ['istioctl proxy-config listeners deploy/WORKLOAD -o json'],
  },
];

const SUBSETS_FIRST =
  'Apply the DestinationRule first: routes to a subset that no proxy knows yet answer 503.';

/** The text with a comment in front of it. `file`: its name. */
export function withAdvice(pattern: Pattern, text: string, file: string): string {
  const kinds = kindsOf(pattern);
  const fitting = ADVICE.filter((advice) => advice.kinds.some((kind) => kinds.includes(kind)));
  const verify = [
    `meshwright lint ${file}`,
    `kubectl apply --dry-run=server -f ${file}`,
    ...new Set(fitting.flatMap((advice) => advice.verify)),
  ];
  const steps = [
    ...(['VirtualService', 'DestinationRule'].every((kind) => kinds.includes(kind)) ? [SUBSETS_FIRST] : []),
    ...fitting.flatMap(({ roll }) => roll ?? []),
    `kubectl apply -f ${file}`,
    'Watch errors and latency of the service before going on.',
    `Back: kubectl delete -f ${file}, or apply what was there before.`,
  ];
  const lines = [
    pattern.description,
    '',
    'To verify:',
    ...verify.map((command) => `  ${command}`),
    'To roll out, and back:',
    ...steps.map((step, at) => `  ${at + 1}. ${step}`),
  ];
  return `${lines.map((line) => `# ${line}`.trimEnd()).join('\n')}\n${text}\n`;
}
