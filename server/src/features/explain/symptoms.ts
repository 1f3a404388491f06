/**
 * What people see when a mesh does not do what they want, and the questions that lead to the cause, likeliest first.
 * Questions that files answer name the rules that do; the others say what to run on a cluster.
 */

export interface SymptomCheck {
  readonly question: string;
  /** Ids of rules, or the kinds in front of them (`authorization-policy/`): their findings answer it. */
  readonly rules: readonly string[];
}

export interface Symptom {
  readonly id: string;
  readonly title: string;
  /** Words by which people ask for it, in small letters. */
  readonly words: readonly string[];
  readonly checks: readonly SymptomCheck[];
  readonly verify: readonly { readonly command: string; readonly expect: string }[];
}

export const SYMPTOMS: readonly Symptom[] = [
  {
    id: '503',
    title: 'Requests are answered with 503',
    words: ['503', 'service unavailable', 'no healthy upstream', 'upstream connect error'],
    checks: [
      {
        question: 'Does every host, subset and port that a route names exist?',
        rules: [
          'virtual-service/host-not-found',
          'virtual-service/subset-not-found',
          'virtual-service/port-not-found',
          'virtual-service/port-required',
          'route/backend-not-found',
          'route/backend-port-not-found',
          'reference-grant/missing',
        ],
      },
      {
        question: 'Do clients see the DestinationRule that defines the subset?',
        rules: ['virtual-service/subset-hidden', 'export-to/', 'sidecar/imports-nothing'],
      },
      { question: 'Do subsets select pods?', rules: ['destination-rule/subset-selects-nothing'] },
      {
        question: 'Do client and server agree about TLS?',
        rules: [
          'destination-rule/contradicts-peers',
          'destination-rule/mutual-without-proxy',
          'destination-rule/credential-without-selector',
          'peer-authentication/strict-under-disable',
          'virtual-service/plain-to-tls-port',
          'route/plain-to-tls-port',
        ],
      },
      {
        question: 'Does the port speak what it is declared to speak?',
        rules: [
          'service/protocol-not-declared',
          'workload/conflicting-services',
          'workload/shared-target-port',
        ],
      },
    ],
    verify: [
      {
        command: 'kubectl logs POD -n NAMESPACE -c istio-proxy | tail',
        expect: 'The response flag names the cause (NC, UH, UF, UC …): explain the line.',
      },
      {
        command: 'istioctl proxy-config endpoints POD.NAMESPACE --cluster "outbound|PORT|SUBSET|HOST"',
        expect: 'At least one endpoint, HEALTHY and OK.',
      },
    ],
  },
  {
    id: '404',
    title: 'Requests are answered with 404',
    words: ['404', 'not found'],
    checks: [
      {
        question: 'Is each VirtualService bound to a Gateway that exists and admits its hosts?',
        rules: [
          'virtual-service/gateway-not-found',
          'virtual-service/host-not-in-gateway',
          'virtual-service/gateway-forgotten',
          'virtual-service/route-not-served',
          'gateway/selector-matches-nothing',
          'gateway/conflicting-servers',
        ],
      },
      {
        question: 'Are routes of the Gateway API attached to a listener?',
        rules: ['route/parent-not-found', 'route/not-attached', 'listener-set/not-admitted'],
      },
      {
        question: 'Can the matches take a request at all?',
        rules: [
          'match/',
          'virtual-service/ineffective-match',
          'virtual-service/match-gateway-not-bound',
          'virtual-service/empty-prefix',
          'virtual-service/rewrite-slashes',
        ],
      },
      {
        question: 'Do delegates exist and fit?',
        rules: [
          'virtual-service/delegate-not-found',
          'virtual-service/delegate-contradicts',
          'virtual-service/delegate-with-hosts',
          'virtual-service/orphan-delegate',
        ],
      },
      { question: 'Does one VirtualService hide another?', rules: ['virtual-service/conflicting-hosts'] },
    ],
    verify: [
      {
        command: 'istioctl proxy-config routes POD.NAMESPACE -o json',
        expect: 'A virtual host for the name of the request, with a route for its path.',
      },
    ],
  },
  {
    id: 'rbac',
    title: 'Requests are denied (403, "RBAC: access denied")',
    words: ['403', 'rbac', 'access denied', 'denied', 'forbidden'],
    checks: [
      {
        question: 'Can every condition of a policy hold?',
        rules: [
          'authorization-policy/principal-with-scheme',
          'authorization-policy/incomplete-request-principal',
          'authorization-policy/literal-star',
          'authorization-policy/namespace-not-found',
          'authorization-policy/service-port',
          'authorization-policy/unknown-condition',
          'match/unknown-method',
        ],
      },
      {
        question: 'Are callers and tokens known where policies ask for them?',
        rules: ['authorization-policy/peers-without-mtls', 'authorization-policy/tokens-not-verified'],
      },
      {
        question: 'Are policies about HTTP enforced where HTTP is seen?',
        rules: ['authorization-policy/http-on-tcp', 'authorization-policy/http-at-ztunnel'],
      },
      {
        question: 'Are external authorizers there, one for each workload?',
        rules: ['provider/not-found', 'authorization-policy/several-providers'],
      },
      {
        question: 'Is each policy for some workload or target?',
        rules: ['authorization-policy/no-workload', 'target-ref/'],
      },
    ],
    verify: [
      { command: 'istioctl x authz check POD.NAMESPACE', expect: 'The policies that the proxy enforces.' },
      {
        command: 'istioctl proxy-config log POD.NAMESPACE --level rbac:debug',
        expect: 'The log of the proxy names the policy and rule that decided.',
      },
    ],
  },
  {
    id: 'mtls',
    title: 'Connections are reset, or TLS fails',
    words: ['mtls', 'tls', 'connection reset', 'reset', 'handshake', 'certificate'],
    checks: [
      {
        question: 'Do clients use what servers take?',
        rules: [
          'destination-rule/contradicts-peers',
          'destination-rule/mutual-without-proxy',
          'peer-authentication/',
        ],
      },
      {
        question: 'Do gateways have their certificates?',
        rules: [
          'gateway/credential-not-found',
          'gateway/foreign-credential',
          'gateway/unusable-credential',
          'gateway/tls-mismatch',
          'listener/',
          'backend-tls-policy/',
        ],
      },
      {
        question: 'Is TLS begun where it is expected?',
        rules: [
          'destination-rule/credential-without-selector',
          'destination-rule/server-not-verified',
          'virtual-service/plain-to-tls-port',
          'route/plain-to-tls-port',
        ],
      },
    ],
    verify: [
      {
        command: 'istioctl x describe pod POD.NAMESPACE',
        expect: 'The effective mode of mutual TLS, and the DestinationRules of its services.',
      },
      {
        command: 'istioctl proxy-config secret POD.NAMESPACE',
        expect: 'A certificate that is ACTIVE and VALID.',
      },
    ],
  },
  {
    id: 'route',
    title: 'A route or setting has no effect',
    words: ['route not applied', 'not applied', 'no effect', 'ignored', 'route'],
    checks: [
      {
        question: 'Is it reached at all?',
        rules: [
          'virtual-service/unreachable-route',
          'virtual-service/ineffective-match',
          'virtual-service/conflicting-hosts',
          'virtual-service/mesh-routes-bypassed',
          'virtual-service/gateway-forgotten',
          'virtual-service/no-waypoint',
        ],
      },
      {
        question: 'Do the clients see it?',
        rules: ['export-to/', 'sidecar/', 'virtual-service/subset-hidden'],
      },
      {
        question: 'Does another object win?',
        rules: [
          'destination-rule/merged',
          'destination-rule/port-level-replaces',
          'object/duplicate-definition',
        ],
      },
      { question: 'Is it for a host that exists?', rules: ['destination-rule/host-not-found', 'selector/'] },
    ],
    verify: [
      { command: 'istioctl proxy-status', expect: 'The proxy is SYNCED.' },
      {
        command: 'istioctl proxy-config routes POD.NAMESPACE --name PORT -o json',
        expect: 'The route, as the proxy has it.',
      },
    ],
  },
  {
    id: 'injection',
    title: 'Pods have no sidecar',
    words: ['sidecar not injected', 'no sidecar', 'not injected', 'injection', 'inject'],
    checks: [
      {
        question: 'Do the labels say so, in the right place and with the right value?',
        rules: ['label/', 'namespace/', 'annotation/'],
      },
      {
        question: 'Is an injector called for these pods?',
        rules: ['webhook-configuration/', 'workload/pod-without-proxy', 'workload/auto-image-not-injected'],
      },
    ],
    verify: [
      { command: 'istioctl x check-inject -n NAMESPACE', expect: 'Which webhook injects, and why.' },
      {
        command: 'kubectl get pod POD -n NAMESPACE -o jsonpath={.spec.containers[*].name}',
        expect: 'istio-proxy among the names; pods that existed before the label have to be restarted.',
      },
    ],
  },
  {
    id: 'latency',
    title: 'Requests are slow',
    words: ['latency', 'slow', 'timeout', 'timeouts'],
    checks: [
      {
        question: 'Do timeouts and retries fit together?',
        rules: [
          'virtual-service/try-longer-than-timeout',
          'virtual-service/unknown-retry-condition',
          'duration/',
        ],
      },
      {
        question: 'Does the proxy know the protocol, or wait to guess it?',
        rules: ['service/protocol-not-declared', 'service/external-name-protocol'],
      },
      {
        question: 'Does traffic leave failed or far endpoints?',
        rules: ['destination-rule/failover-without-detection', 'destination-rule/port-level-replaces'],
      },
    ],
    verify: [
      {
        command: 'kubectl exec POD -n NAMESPACE -c istio-proxy -- pilot-agent request GET stats',
        expect:
          'upstream_rq_pending_overflow, upstream_rq_retry and upstream_cx_connect_timeout do not grow.',
      },
    ],
  },
  {
    id: 'memory',
    title: 'Proxies or istiod need much memory',
    words: ['memory', 'configuration size', 'config size', 'oom', 'large configuration'],
    checks: [
      {
        question: 'Do Sidecars narrow what proxies are told, and import what they mean to?',
        rules: ['sidecar/'],
      },
      { question: 'Do EnvoyFilters patch what they mean to?', rules: ['envoy-filter/'] },
    ],
    verify: [
      {
        command: 'istioctl proxy-config clusters POD.NAMESPACE | wc -l',
        expect: 'About as many as the workload calls; a Sidecar with egress hosts lowers it.',
      },
      {
        command: 'istioctl x internal-debug sidecarz',
        expect: 'What the Sidecar of a workload imports.',
      },
    ],
  },
  {
    id: 'telemetry',
    title: 'Telemetry costs much, or is missing',
    words: ['telemetry', 'metrics', 'tracing', 'access log', 'cardinality', 'logs'],
    checks: [
      { question: 'Do Telemetry objects meet each other?', rules: ['telemetry/'] },
      { question: 'Do their providers exist?', rules: ['provider/not-found'] },
      { question: 'Do they select something?', rules: ['selector/no-workload'] },
    ],
    verify: [
      {
        command: 'istioctl x internal-debug telemetryz',
        expect: 'The effective providers, tags and sampling of each workload.',
      },
    ],
  },
];

/** The symptom that a text speaks of; the longest words decide. Undefined when it speaks of none. */
export function symptomIn(text: string): Symptom | undefined {
  const asked = ` ${text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
  let best: { readonly symptom: Symptom; readonly length: number } | undefined;
  for (const symptom of SYMPTOMS) {
    for (const word of symptom.words) {
      if (asked.includes(` ${word} `) && word.length > (best?.length ?? 0))
        best = { symptom, length: word.length };
    }
  }
  return best?.symptom;
}

export function answers({ rules }: SymptomCheck, rule: string): boolean {
  return rules.some((each) => (each.endsWith('/') ? rule.startsWith(each) : rule === each));
}
