/**
 * What an excerpt of `istioctl proxy-config` names: rows of the tables of clusters, endpoints, listeners and routes, and
 * the JSON of any of them, where each part says which object of Istio it was made of.
 */

export interface NamedObject {
  /** `VirtualService`, `DestinationRule` … */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface ProxyConfigExcerpt {
  /** `outbound|9080|v1|reviews.shop.svc.cluster.local` … */
  readonly clusters: readonly string[];
  readonly objects: readonly NamedObject[];
}

/** Of one excerpt; a whole dump names thousands. */
const MOST_NAMED = 10;

const DIRECTIONS = new Set(['outbound', 'inbound']);

export function readProxyConfig(text: string): ProxyConfigExcerpt {
  const clusters = new Set<string>();
  const objects = new Map<string, NamedObject>();
  const add = (object: NamedObject | undefined) => {
    if (object !== undefined) objects.set(`${object.kind}/${object.namespace}/${object.name}`, object);
  };
  for (const line of text.split('\n')) {
    const words = line.split(/[\s"',]+/).filter((word) => word !== '');
    const row = clusterRow(words);
    if (row !== undefined) {
      clusters.add(row.cluster);
      add(row.rule);
    } else if (!line.includes('"')) {
      // Tables quote nothing; lines of a log do.
      add(routeRow(words));
    }
    for (const word of words) {
      if (word.startsWith('outbound|') && word.length > 9) clusters.add(word);
      else if (word.startsWith('/apis/')) add(madeOf(word));
    }
  }
  return {
    clusters: [...clusters].slice(0, MOST_NAMED),
    objects: [...objects.values()].slice(0, MOST_NAMED),
  };
}

/** `SERVICE FQDN  PORT  SUBSET  DIRECTION  TYPE  DESTINATION RULE`. */
function clusterRow([host = '', port = '', subset = '', direction = '', type, rule]: readonly string[]) {
  if (!/^\d+$/.test(port) || !DIRECTIONS.has(direction) || type === undefined) return undefined;
  return {
    cluster: `${direction}|${port}|${subset === '-' ? '' : subset}|${host}`,
    rule: dotted('DestinationRule', rule),
  };
}

/** `NAME  VHOST NAME  DOMAINS  MATCH  VIRTUAL SERVICE`: the last one, behind a match that begins with a slash. */
function routeRow(words: readonly string[]): NamedObject | undefined {
  const last = words.at(-1);
  return words.length > 3 && words.slice(1, -1).some((word) => word.startsWith('/'))
    ? dotted('VirtualService', last)
    : undefined;
}

/** `name.namespace`, as the tables write objects. */
function dotted(kind: string, written: string | undefined): NamedObject | undefined {
  const dot = written?.lastIndexOf('.') ?? -1;
  if (written === undefined || dot <= 0 || dot === written.length - 1 || /[^a-z0-9.-]/.test(written))
    return undefined;
  return { kind, namespace: written.slice(dot + 1), name: written.slice(0, dot) };
}

/** `/apis/networking.istio.io/v1alpha3/namespaces/shop/virtual-service/reviews`, as the JSON does. */
function madeOf(path: string): NamedObject | undefined {
  const [, , , , scope, namespace, kind, name] = path.split('/');
  if (scope !== 'namespaces' || namespace === undefined || kind === undefined || name === undefined)
    return undefined;
  const words = kind.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return { kind: words.join(''), namespace, name };
}
