/** Small manifests for tests of the command line. */

export const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
`;

/** Valid next to `SERVICE`. */
export const GOOD = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - route:
        - destination: { host: reviews }
`;

/** One error: an unknown field on line 7 (from 1), columns 7 to 14. */
export const BAD = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - timout: 2s
      route:
        - destination: { host: reviews }
`;

/** Refused by every YAML reader. */
export const BROKEN = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: [reviews
`;

export const FOREIGN = `services:
  web: { image: nginx }
`;
