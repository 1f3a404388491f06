/** Small manifests of our own for protocol tests. */

/** Cart routes to a subset that `REVIEWED` defines and to one that it does not. */
export function route(subset: string, namespace = 'shop'): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: ${namespace}
spec:
  hosts:
    - cart
  http:
    - route:
        - destination:
            host: cart
            subset: ${subset}
`;
}

export function rule(subset: string, namespace = 'shop'): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
  namespace: ${namespace}
spec:
  host: cart
  subsets:
    - name: ${subset}
      labels:
        version: ${subset}
`;
}

export function service(namespace = 'shop', name = 'cart'): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
`;
}

export function deployment(version: string, namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart-${version}
  namespace: ${namespace}
spec:
  selector:
    matchLabels: { app: cart, version: ${version} }
  template:
    metadata:
      labels: { app: cart, version: ${version} }
    spec:
      containers:
        - name: cart
          image: shop/cart:1.0
`;
}

/** A folder's worth of a mesh in which nothing is wrong as long as the route goes to `v1`. */
export function mesh(): Record<string, string> {
  return {
    'service.yaml': service(),
    'deployment.yaml': deployment('v1'),
    'rule.yaml': rule('v1'),
    'route.yaml': route('v1'),
  };
}

export const SUBSET_RULE = 'virtual-service/subset-not-found';

/** A field that no kind has, on line 5 from column 2. */
export const TYPO = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
spec:
  hostz: [cart.example.com]
`;
