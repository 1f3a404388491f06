/** Whole resources to start from, in snippet syntax, without their header: Gateway API kinds. */
import type { SkeletonTable } from './skeleton.ts';

export const GATEWAY_API_SKELETONS: SkeletonTable = {
  'gateway.networking.k8s.io/Gateway': `metadata:
  name: \${1:shop}
spec:
  gatewayClassName: \${2:istio}
  listeners:
    - name: https
      hostname: \${3:shop.example.com}
      port: 443
      protocol: HTTPS
      tls:
        mode: Terminate
        certificateRefs:
          - name: \${4:shop-tls}
      allowedRoutes:
        namespaces:
          from: \${5|Same,All|}
`,
  'gateway.networking.k8s.io/GatewayClass': `metadata:
  name: \${1:istio}
spec:
  controllerName: \${2:istio.io/gateway-controller}
`,
  'gateway.networking.k8s.io/HTTPRoute': `metadata:
  name: \${1:checkout}
spec:
  parentRefs:
    - name: \${2:shop}
  hostnames:
    - \${3:shop.example.com}
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: \${4:/checkout}
      backendRefs:
        - name: \${5:checkout}
          port: \${6:8080}
`,
  'gateway.networking.k8s.io/GRPCRoute': `metadata:
  name: \${1:inventory}
spec:
  parentRefs:
    - name: \${2:shop}
  rules:
    - matches:
        - method:
            service: \${3:shop.Inventory}
      backendRefs:
        - name: \${4:inventory}
          port: \${5:9000}
`,
  'gateway.networking.k8s.io/TLSRoute': `metadata:
  name: \${1:ledger}
spec:
  parentRefs:
    - name: \${2:shop}
  hostnames:
    - \${3:ledger.example.com}
  rules:
    - backendRefs:
        - name: \${4:ledger}
          port: \${5:8443}
`,
  'gateway.networking.k8s.io/TCPRoute': `metadata:
  name: \${1:orders-db}
spec:
  parentRefs:
    - name: \${2:shop}
      sectionName: \${3:postgres}
  rules:
    - backendRefs:
        - name: \${4:orders-db}
          port: \${5:5432}
`,
  'gateway.networking.k8s.io/UDPRoute': `metadata:
  name: \${1:resolver}
spec:
  parentRefs:
    - name: \${2:shop}
      sectionName: \${3:dns}
  rules:
    - backendRefs:
        - name: \${4:resolver}
          port: \${5:53}
`,
  'gateway.networking.k8s.io/ReferenceGrant': `metadata:
  name: \${1:routes-of-shop}
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: \${2:HTTPRoute}
      namespace: \${3:shop}
  to:
    - group: ""
      kind: \${4:Service}
`,
  'gateway.networking.k8s.io/BackendTLSPolicy': `metadata:
  name: \${1:ledger-tls}
spec:
  targetRefs:
    - group: ""
      kind: Service
      name: \${2:ledger}
  validation:
    hostname: \${3:ledger.example.com}
    caCertificateRefs:
      - group: ""
        kind: ConfigMap
        name: \${4:ledger-ca}
`,
  'gateway.networking.k8s.io/ListenerSet': `metadata:
  name: \${1:team-shop}
spec:
  parentRef:
    name: \${2:shop}
  listeners:
    - name: \${3:https}
      hostname: \${4:shop.example.com}
      port: 443
      protocol: HTTPS
      tls:
        certificateRefs:
          - name: \${5:shop-tls}
`,
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': `metadata:
  name: \${1:checkout}
spec:
  targetRefs:
    - group: ""
      kind: Service
      name: \${2:checkout}
  retryConstraint:
    budget:
      percent: \${3:20}
      interval: \${4:10s}
`,
  'gateway.networking.x-k8s.io/XMesh': `metadata:
  name: \${1:istio}
spec:
  controllerName: \${2:istio.io/mesh-controller}
`,
  'gateway.networking.x-k8s.io/XListenerSet': `metadata:
  name: \${1:team-shop}
spec:
  parentRef:
    name: \${2:shop}
  listeners:
    - name: \${3:http}
      hostname: \${4:shop.example.com}
      port: 80
      protocol: HTTP
`,
};
