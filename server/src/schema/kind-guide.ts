/** When to use a kind, what it needs beside it, and what it does when it stands alone. Markdown, in our own words. */
import type { KindId } from '../base/kind-id.ts';

export interface KindGuide {
  /** Only for kinds that the field documentation does not cover. */
  readonly about?: string;
  readonly when: string;
  readonly needs: string;
  readonly alone: string;
}

const ISTIO: Readonly<Record<KindId, KindGuide>> = {
  'networking.istio.io/VirtualService': {
    when: 'To split, redirect, rewrite, retry, delay or mirror traffic of a host, inside the mesh or at a gateway.',
    needs:
      'A host that the registry knows (a Service or ServiceEntry), a DestinationRule for every `subset` it names, and a Gateway for traffic from outside.',
    alone:
      'Without `gateways` it changes the routes of every sidecar that can see it. A route to an unknown host or subset answers 503.',
  },
  'networking.istio.io/DestinationRule': {
    when: 'To choose load balancing, connection limits, outlier ejection or client TLS for a host, or to name its subsets.',
    needs: 'A Service or ServiceEntry behind `host`. Subsets need workloads whose labels fit.',
    alone: 'Its traffic policy applies at once. Subsets do nothing until a route names them.',
  },
  'networking.istio.io/Gateway': {
    when: 'To open ports of an Istio ingress or egress proxy and to say which hosts and certificates they serve.',
    needs:
      'A gateway deployment whose labels match `selector`, a VirtualService bound to it, and Secrets for `credentialName`.',
    alone: 'The port is opened, and every request to it answers 404 because no route exists.',
  },
  'networking.istio.io/ServiceEntry': {
    when: 'To let the mesh know a service that Kubernetes does not: an external API, a database, virtual machines.',
    needs:
      'Nothing else for plain access. `workloadSelector` needs WorkloadEntries or pods with these labels.',
    alone: 'The host becomes routable. It needs no VirtualService; add a DestinationRule to originate TLS.',
  },
  'networking.istio.io/WorkloadEntry': {
    when: 'To describe one virtual machine or other endpoint outside Kubernetes.',
    needs: 'A ServiceEntry or Service whose selector matches its labels.',
    alone: 'Nobody sends traffic to it.',
  },
  'networking.istio.io/WorkloadGroup': {
    when: 'To let many similar virtual machines register themselves.',
    needs:
      'Machines with an Istio agent that name the group, and a ServiceEntry that selects the labels of `template`.',
    alone: 'A template and nothing more: WorkloadEntries appear when machines join.',
  },
  'networking.istio.io/Sidecar': {
    when: 'To cut down what proxies of a namespace or workload know, which saves memory, or to adjust their listeners.',
    needs: 'Hosts under `egress` for everything the workloads call.',
    alone:
      'At most one without selector per namespace counts. In the root namespace it is the default for all namespaces.',
  },
  'networking.istio.io/EnvoyFilter': {
    when: 'Only when no other kind can express it: it edits the generated Envoy configuration.',
    needs: 'Names of listeners, filters and clusters as the target release generates them.',
    alone:
      'A patch that matches nothing is skipped silently, and an upgrade may turn a working patch into that.',
  },
  'networking.istio.io/ProxyConfig': {
    when: 'To set concurrency, environment variables or the image type of proxies in a namespace or workload.',
    needs: 'Pods that start afterwards.',
    alone: 'Running proxies keep their settings until they are restarted.',
  },
  'security.istio.io/AuthorizationPolicy': {
    when: 'To say who may call what, by identity, namespace, address, path, method or token claim.',
    needs:
      'Mutual TLS for principals and namespaces, a RequestAuthentication for token claims, a waypoint for HTTP rules in ambient mode.',
    alone:
      'One ALLOW policy on a workload denies everything else there; an ALLOW policy without rules denies all.',
  },
  'security.istio.io/PeerAuthentication': {
    when: 'To require, permit or switch off mutual TLS for connections into workloads.',
    needs: 'Clients with a sidecar or in ambient mode before `STRICT` is set.',
    alone:
      'In the root namespace without selector it is the default of the mesh. `STRICT` cuts off every plain text client.',
  },
  'security.istio.io/RequestAuthentication': {
    when: 'To check JSON web tokens and to make their claims available to policies and routes.',
    needs: 'An AuthorizationPolicy that asks for `requestPrincipals` if a token must be present.',
    alone: 'Bad tokens are refused with 401; requests without a token still pass.',
  },
  'telemetry.istio.io/Telemetry': {
    when: 'To choose metrics, tracing and access logs for the mesh, a namespace or a workload.',
    needs: 'The providers it names under `extensionProviders` in the mesh config.',
    alone:
      'Settings add to those of the namespace and the mesh. A provider that does not exist produces nothing.',
  },
  'extensions.istio.io/WasmPlugin': {
    when: 'To run a WebAssembly filter in proxies. From Istio 1.30 prefer TrafficExtension.',
    needs: 'A module that proxies can download, and a pull secret for a private registry.',
    alone: 'With the default `failStrategy` all requests fail when the module cannot be loaded.',
  },
  'extensions.istio.io/TrafficExtension': {
    when: 'To run a WebAssembly module or Lua code in proxies (Istio 1.30 and newer).',
    needs: 'Exactly one of `wasm` and `lua`; for WebAssembly a module that proxies can download.',
    alone:
      'Applies to every proxy of its namespace, or of the mesh in the root namespace, unless it selects fewer.',
  },
  'install.istio.io/IstioOperator': {
    about:
      'Installation options read by `istioctl install` and `istioctl manifest generate`. It is a file format: no controller in the cluster reads it since Istio 1.24.',
    when: 'To keep the options of an installation made with `istioctl` in a file.',
    needs: '`istioctl`, which turns it into manifests.',
    alone: 'Applied with kubectl it has no effect.',
  },
};

const GATEWAY_API: Readonly<Record<KindId, KindGuide>> = {
  'gateway.networking.k8s.io/GatewayClass': {
    about:
      'A kind of gateway on offer, bound to the controller that runs it. Istio brings `istio`, `istio-waypoint` and a few more.',
    when: 'Rarely by hand: Istio creates its classes itself.',
    needs: 'A controller that answers to `controllerName`.',
    alone: 'A class that no controller accepts makes no gateway work.',
  },
  'gateway.networking.k8s.io/Gateway': {
    about:
      'Listeners of a gateway (ports, hostnames, TLS), as Kubernetes defines them. Not to be mixed up with the Istio kind of the same name.',
    when: 'To run an ingress gateway or a waypoint in the Kubernetes way; Istio deploys the proxy for it.',
    needs:
      'A GatewayClass, routes attached by `parentRefs`, and Secrets for TLS (with a ReferenceGrant when they live elsewhere).',
    alone: 'Proxy and Service are created and listen; without routes HTTP requests answer 404.',
  },
  'gateway.networking.k8s.io/HTTPRoute': {
    about: 'Rules for HTTP traffic that arrives at a Gateway or, for mesh traffic, at a Service.',
    when: 'To match, filter and split HTTP requests without Istio kinds.',
    needs:
      'A parent under `parentRefs` that admits it, backend Services, and a ReferenceGrant for backends in other namespaces.',
    alone: 'Without an accepted parent it changes nothing. A backend that cannot be resolved answers 500.',
  },
  'gateway.networking.k8s.io/GRPCRoute': {
    about: 'Rules for gRPC calls by service and method.',
    when: 'To route gRPC by service or method name instead of by path.',
    needs: 'A parent that admits it and Services that speak HTTP/2.',
    alone: 'Without an accepted parent it changes nothing.',
  },
  'gateway.networking.k8s.io/TLSRoute': {
    about: 'Rules that pick a backend by the server name of a TLS connection.',
    when: 'To forward TLS by SNI, usually without decrypting it.',
    needs: 'A Gateway listener with protocol `TLS` and a matching hostname.',
    alone: 'Without an accepted parent it changes nothing.',
  },
  'gateway.networking.k8s.io/TCPRoute': {
    about: 'Forwards connections of one listener port to backends.',
    when: 'For protocols other than HTTP and TLS.',
    needs: 'A Gateway listener with protocol `TCP`; one route per listener.',
    alone: 'Without an accepted parent it changes nothing.',
  },
  'gateway.networking.k8s.io/UDPRoute': {
    about: 'Forwards datagrams of one listener port to backends.',
    when: 'With other implementations of the Gateway API; Istio does not read it.',
    needs: 'An implementation that supports UDP.',
    alone: 'Istio ignores it.',
  },
  'gateway.networking.k8s.io/ReferenceGrant': {
    about: 'Permission for objects of other namespaces to refer to objects of this one.',
    when: 'When a route names a Service of another namespace, or a Gateway a Secret of another namespace.',
    needs: 'To be in the namespace of the target, not of the referrer.',
    alone: 'Grants and nothing else. Without it the reference is refused.',
  },
  'gateway.networking.k8s.io/BackendTLSPolicy': {
    about: 'How a gateway speaks TLS to a backend Service: which names and which authorities it trusts.',
    when: 'When the backend behind a route serves TLS itself.',
    needs:
      'A Service under `targetRefs` in its own namespace, and a ConfigMap with the CA unless system certificates are used.',
    alone:
      'Applies to its Service wherever routes lead to it. A policy with a CA that cannot be found breaks these routes.',
  },
  'gateway.networking.k8s.io/ListenerSet': {
    about: 'Further listeners for a Gateway that somebody else owns.',
    when: 'To let teams add their own hostnames and certificates to a shared Gateway.',
    needs: 'A Gateway whose `allowedListeners` admits the namespace.',
    alone: 'Without an admitting Gateway its listeners stay closed.',
  },
  'gateway.networking.k8s.io/BackendLBPolicy': {
    about: 'Session persistence for a Service; in the experimental channel of v1.1.0 only.',
    when: 'Not any more: the kind is gone.',
    needs: 'Gateway API v1.1.0.',
    alone: 'Newer clusters refuse it.',
  },
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': {
    about: 'Experimental: retry budget and session persistence for backends.',
    when: 'To try the feature; the form may change with any release.',
    needs: 'istiod with `PILOT_ENABLE_ALPHA_GATEWAY_API=true`.',
    alone: 'istiod ignores it unless that switch is on.',
  },
  'gateway.networking.x-k8s.io/XBackend': {
    about: 'Experimental: a destination of its own, apart from Service.',
    when: 'With implementations that support it; Istio does not read it.',
    needs: 'An implementation that supports it.',
    alone: 'Istio ignores it.',
  },
  'gateway.networking.x-k8s.io/XMesh': {
    about: 'Experimental: states which mesh implementation runs and what it supports.',
    when: 'With implementations that support it; Istio does not read it.',
    needs: 'An implementation that supports it.',
    alone: 'Istio ignores it.',
  },
  'gateway.networking.x-k8s.io/XListenerSet': {
    about: 'Experimental form of ListenerSet in Gateway API v1.3.0 … v1.5; gone since.',
    when: 'Only with these releases; afterwards use ListenerSet.',
    needs: 'A Gateway whose `allowedListeners` admits the namespace.',
    alone: 'Without an admitting Gateway its listeners stay closed.',
  },
};

export const KIND_GUIDE: Readonly<Partial<Record<KindId, KindGuide>>> = { ...ISTIO, ...GATEWAY_API };
