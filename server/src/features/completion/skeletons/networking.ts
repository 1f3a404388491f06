/** Whole resources to start from, in snippet syntax, without their header: networking kinds. */
import type { SkeletonTable } from './skeleton.ts';

export const NETWORKING_SKELETONS: SkeletonTable = {
  'networking.istio.io/VirtualService': `metadata:
  name: \${1:checkout}
spec:
  hosts:
    - \${2:checkout}
  http:
    - route:
        - destination:
            host: \${3:checkout}
            subset: \${4:v1}
      timeout: \${5:5s}
      retries:
        attempts: \${6:2}
        perTryTimeout: \${7:2s}
`,
  'networking.istio.io/DestinationRule': `metadata:
  name: \${1:checkout}
spec:
  host: \${2:checkout}
  trafficPolicy:
    loadBalancer:
      simple: \${3|LEAST_REQUEST,ROUND_ROBIN,RANDOM|}
    outlierDetection:
      consecutive5xxErrors: \${4:5}
      interval: \${5:10s}
      baseEjectionTime: \${6:30s}
  subsets:
    - name: \${7:v1}
      labels:
        version: \${8:v1}
`,
  'networking.istio.io/Gateway': `metadata:
  name: \${1:shop}
spec:
  selector:
    istio: \${2:ingressgateway}
  servers:
    - port:
        number: 443
        name: https
        protocol: HTTPS
      hosts:
        - \${3:shop.example.com}
      tls:
        mode: SIMPLE
        credentialName: \${4:shop-tls}
`,
  'networking.istio.io/ServiceEntry': `metadata:
  name: \${1:payments-api}
spec:
  hosts:
    - \${2:api.payments.example}
  location: MESH_EXTERNAL
  resolution: \${3|DNS,STATIC,NONE|}
  ports:
    - number: \${4:443}
      name: \${5:https}
      protocol: \${6|HTTPS,TLS,HTTP,TCP|}
`,
  'networking.istio.io/WorkloadEntry': `metadata:
  name: \${1:orders-db-1}
spec:
  address: \${2:10.20.0.5}
  labels:
    app: \${3:orders-db}
  serviceAccount: \${4:orders-db}
`,
  'networking.istio.io/WorkloadGroup': `metadata:
  name: \${1:orders-db}
spec:
  metadata:
    labels:
      app: \${2:orders-db}
  template:
    serviceAccount: \${3:orders-db}
    ports:
      postgres: \${4:5432}
  probe:
    tcpSocket:
      port: \${5:5432}
`,
  'networking.istio.io/Sidecar': `metadata:
  name: \${1:default}
spec:
  egress:
    - hosts:
        - "./*"
        - "\${2:istio-system}/*"
`,
  'networking.istio.io/EnvoyFilter': `metadata:
  name: \${1:server-header}
spec:
  workloadSelector:
    labels:
      app: \${2:checkout}
  configPatches:
    - applyTo: \${3:NETWORK_FILTER}
      match:
        context: \${4|SIDECAR_INBOUND,SIDECAR_OUTBOUND,GATEWAY|}
        listener:
          filterChain:
            filter:
              name: envoy.filters.network.http_connection_manager
      patch:
        operation: \${5:MERGE}
        value:
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
            server_header_transformation: PASS_THROUGH
`,
  'networking.istio.io/ProxyConfig': `metadata:
  name: \${1:checkout}
spec:
  selector:
    matchLabels:
      app: \${2:checkout}
  concurrency: \${3:2}
`,
};
