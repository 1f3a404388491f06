/** Objects as text, in few words. */

interface Named {
  readonly namespace?: string;
  readonly port?: number;
}

export function service(name: string, { namespace, port = 80 }: Named = {}): string {
  const place = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}${place} }\nspec: { ports: [{ port: ${port}, name: http }] }\n`;
}

/** A route to version `subset` of `host`. */
export function route(host: string, subset: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${host}, namespace: shop }
spec: { hosts: [${host}], http: [{ route: [{ destination: { host: ${host}, subset: ${subset} } }] }] }
`;
}

export function rule(host: string, ...subsets: readonly string[]): string {
  const list = subsets.map((name) => `{ name: ${name}, labels: { version: ${name} } }`).join(', ');
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${host}, namespace: shop }
spec: { host: ${host}, subsets: [${list}] }
`;
}
