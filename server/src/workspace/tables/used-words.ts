/**
 * Words that the files use where Istio takes any: headers, claims, paths, networks. Completion offers what others have
 * written. Key: the sort of word.
 */
import type { KindId } from '../../base/kind-id.ts';
import type { Resource } from '../../model/resource.ts';
import { POD_KINDS, podTemplatePath } from '../../model/workload.ts';
import { PatternTree } from '../references/site-pattern.ts';
import { defineTable } from '../table.ts';

export type WordSort =
  | 'header'
  | 'claim'
  | 'audience'
  | 'path'
  | 'network'
  | 'locality'
  | 'revision'
  | 'grpc-service'
  | 'grpc-method';

export interface UsedWordRow {
  readonly word: string;
}

interface WordSource {
  readonly in: readonly KindId[];
  /** Patterns of `site-pattern.ts`. */
  readonly at: readonly string[];
  readonly sort: WordSort;
  /** The word in a text: the text itself when absent, nothing when undefined. */
  readonly wordIn?: (text: string) => string | undefined;
  /** The key of an entry is the word. */
  readonly isKey?: true;
}

const VIRTUAL_SERVICE: KindId = 'networking.istio.io/VirtualService';
const POLICY: KindId = 'security.istio.io/AuthorizationPolicy';
const AUTHENTICATION: KindId = 'security.istio.io/RequestAuthentication';
const HTTP_ROUTE: KindId = 'gateway.networking.k8s.io/HTTPRoute';
const GRPC_ROUTE: KindId = 'gateway.networking.k8s.io/GRPCRoute';

const NETWORK_LABEL = '["topology.istio.io/network"]';
const HEADER_CONDITION = /^request\.headers\[(.+)\]$/;
const CLAIM_CONDITION = /^request\.auth\.claims(\[.+\])$/;
/** `/shop.Cart/Add`: what gRPC makes a path of. */
const GRPC_PATH = /^\/([\w]+(?:\.[\w]+)+)\/([\w]*)$/;

const OPERATIONS = ['spec.http[].headers', 'spec.http[].route[].headers'].flatMap((path) =>
  ['request', 'response'].flatMap((side) => [`${path}.${side}.set.*`, `${path}.${side}.add.*`]),
);
const PATHS = ['exact', 'prefix'].map((form) => `spec.http[].match[].uri.${form}`);

const SOURCES: readonly WordSource[] = [
  {
    in: [VIRTUAL_SERVICE],
    at: ['spec.http[].match[].headers.*', 'spec.http[].match[].withoutHeaders.*', ...OPERATIONS],
    sort: 'header',
    isKey: true,
    wordIn: (key) => (key.startsWith('@') || key.startsWith(':') ? undefined : key),
  },
  { in: [AUTHENTICATION], at: ['spec.jwtRules[].fromHeaders[].name'], sort: 'header' },
  { in: [AUTHENTICATION], at: ['spec.jwtRules[].outputClaimToHeaders[].header'], sort: 'header' },
  { in: [HTTP_ROUTE, GRPC_ROUTE], at: ['spec.rules[].matches[].headers[].name'], sort: 'header' },
  {
    in: [POLICY],
    at: ['spec.rules[].when[].key'],
    sort: 'header',
    wordIn: (key) => HEADER_CONDITION.exec(key)?.[1],
  },
  {
    in: [POLICY],
    at: ['spec.rules[].when[].key'],
    sort: 'claim',
    wordIn: (key) => CLAIM_CONDITION.exec(key)?.[1],
  },
  {
    in: [AUTHENTICATION],
    at: ['spec.jwtRules[].outputClaimToHeaders[].claim'],
    sort: 'claim',
    wordIn: (claim) => `[${claim}]`,
  },
  { in: [AUTHENTICATION], at: ['spec.jwtRules[].audiences[]'], sort: 'audience' },
  { in: [VIRTUAL_SERVICE], at: PATHS, sort: 'path' },
  { in: [HTTP_ROUTE], at: ['spec.rules[].matches[].path.value'], sort: 'path' },
  { in: [POLICY], at: ['spec.rules[].to[].operation.paths[]'], sort: 'path' },
  { in: [GRPC_ROUTE], at: ['spec.rules[].matches[].method.service'], sort: 'grpc-service' },
  { in: [GRPC_ROUTE], at: ['spec.rules[].matches[].method.method'], sort: 'grpc-method' },
  { in: [VIRTUAL_SERVICE], at: PATHS, sort: 'grpc-service', wordIn: (path) => GRPC_PATH.exec(path)?.[1] },
  {
    in: [POLICY],
    at: ['spec.rules[].to[].operation.paths[]'],
    sort: 'grpc-service',
    wordIn: (path) => GRPC_PATH.exec(path)?.[1],
  },
  {
    in: ['networking.istio.io/WorkloadEntry'],
    at: ['spec.network', `metadata.labels${NETWORK_LABEL}`],
    sort: 'network',
  },
  { in: ['networking.istio.io/WorkloadGroup'], at: ['spec.template.network'], sort: 'network' },
  { in: ['networking.istio.io/ServiceEntry'], at: ['spec.endpoints[].network'], sort: 'network' },
  {
    in: ['core/Namespace', 'core/Service', 'gateway.networking.k8s.io/Gateway'],
    at: [`metadata.labels${NETWORK_LABEL}`],
    sort: 'network',
  },
  { in: ['networking.istio.io/WorkloadEntry'], at: ['spec.locality'], sort: 'locality' },
  { in: ['networking.istio.io/WorkloadGroup'], at: ['spec.template.locality'], sort: 'locality' },
  { in: ['networking.istio.io/ServiceEntry'], at: ['spec.endpoints[].locality'], sort: 'locality' },
  {
    in: ['networking.istio.io/DestinationRule'],
    at: ['spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[].from'],
    sort: 'locality',
    wordIn: (locality) => (locality.includes('*') ? undefined : locality),
  },
  { in: ['core/Namespace'], at: ['metadata.labels["istio.io/rev"]'], sort: 'revision' },
  {
    in: ['admissionregistration.k8s.io/MutatingWebhookConfiguration'],
    at: ['metadata.labels["istio.io/rev"]', 'metadata.labels["istio.io/tag"]'],
    sort: 'revision',
  },
  ...POD_KINDS.map(
    (kind): WordSource => ({
      in: [kind],
      at: [`${podTemplatePath(kind, 'metadata')}.labels["istio.io/rev"]`],
      sort: 'revision',
    }),
  ),
];

const TREES: ReadonlyMap<KindId, PatternTree<WordSource>> = buildTrees();

export const usedWords = defineTable<UsedWordRow>({
  name: 'usedWords',
  kinds: [...TREES.keys()],
  isLate: true,
  *rows(resource) {
    for (const [sort, words] of wordsOf(resource)) for (const word of words) yield [sort, { word }];
  },
});

function wordsOf(resource: Resource): ReadonlyMap<WordSort, ReadonlySet<string>> {
  const found = new Map<WordSort, Set<string>>();
  TREES.get(resource.kindId)?.visit(resource, ({ at, key }, { sort, isKey, wordIn = (text) => text }) => {
    const word = wordIn(isKey === true ? key : (at.string() ?? ''));
    if (word === undefined || word === '') return;
    const words = found.get(sort) ?? new Set();
    found.set(sort, words.add(word));
  });
  return found;
}

function buildTrees(): ReadonlyMap<KindId, PatternTree<WordSource>> {
  const trees = new Map<KindId, PatternTree<WordSource>>();
  for (const source of SOURCES) {
    for (const kind of source.in) {
      const tree = trees.get(kind) ?? new PatternTree<WordSource>();
      trees.set(kind, tree);
      for (const pattern of source.at) tree.add(pattern, source);
    }
  }
  return trees;
}
