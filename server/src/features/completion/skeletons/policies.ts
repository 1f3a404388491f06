/** Whole resources to start from, in snippet syntax, without their header: security, telemetry, extensions. */
import type { SkeletonTable } from './skeleton.ts';

export const POLICY_SKELETONS: SkeletonTable = {
  'security.istio.io/AuthorizationPolicy': `metadata:
  name: \${1:checkout-callers}
spec:
  selector:
    matchLabels:
      app: \${2:checkout}
  action: \${3|ALLOW,DENY|}
  rules:
    - from:
        - source:
            principals:
              - \${4:cluster.local/ns/shop/sa/storefront}
      to:
        - operation:
            methods:
              - \${5:POST}
            paths:
              - \${6:/orders}
`,
  'security.istio.io/PeerAuthentication': `metadata:
  name: \${1:default}
spec:
  mtls:
    mode: \${2|STRICT,PERMISSIVE,DISABLE|}
`,
  'security.istio.io/RequestAuthentication': `metadata:
  name: \${1:shop-users}
spec:
  selector:
    matchLabels:
      app: \${2:checkout}
  jwtRules:
    - issuer: \${3:https://login.example.com}
      jwksUri: \${4:https://login.example.com/.well-known/jwks.json}
      audiences:
        - \${5:shop}
`,
  'telemetry.istio.io/Telemetry': `metadata:
  name: \${1:shop}
spec:
  accessLogging:
    - providers:
        - name: \${2:envoy}
  tracing:
    - randomSamplingPercentage: \${3:5}
`,
  'extensions.istio.io/WasmPlugin': `metadata:
  name: \${1:header-audit}
spec:
  selector:
    matchLabels:
      app: \${2:checkout}
  url: \${3:oci://registry.example.com/filters/header-audit:1.0.0}
  phase: \${4|STATS,AUTHN,AUTHZ|}
  failStrategy: \${5|FAIL_CLOSE,FAIL_OPEN|}
`,
  'extensions.istio.io/TrafficExtension': `metadata:
  name: \${1:header-audit}
spec:
  selector:
    matchLabels:
      app: \${2:checkout}
  phase: \${3|STATS,AUTHN,AUTHZ|}
  wasm:
    url: \${4:oci://registry.example.com/filters/header-audit:1.0.0}
`,
};
