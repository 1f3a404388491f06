/** Completion at one place each: the text after accepting an item. Not fixtures, because several texts are no YAML. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { complete } from './marked-text.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly accept: string;
  readonly gives: string;
}

const HEADERS: Readonly<Record<string, string>> = {
  vs: 'apiVersion: networking.istio.io/v1\nkind: VirtualService\n',
  dr: 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\n',
  gw: 'apiVersion: networking.istio.io/v1\nkind: Gateway\n',
  ap: 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n',
  pa: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\n',
  se: 'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\n',
  route: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n',
};

/** `vs|spec:…` puts the header of the kind in front; lines may be CRLF. */
function expand(text: string): string {
  return text.replace(/^(\w+)\|/, (whole, name: string) => HEADERS[name] ?? whole);
}

function c(name: string, text: string, accept: string, gives: string): Case {
  return { name, text: expand(text), accept, gives: expand(gives) };
}

const KEYS: readonly Case[] = [
  c('an empty line below spec', 'vs|spec:\n  $0', 'exportTo', 'vs|spec:\n  exportTo:\n    - $1'),
  c('a half-typed key', 'vs|spec:\n  ex$0', 'exportTo', 'vs|spec:\n  exportTo:\n    - $1'),
  c(
    'a cursor in the middle of a word',
    'vs|spec:\n  ex$0po\n',
    'exportTo',
    'vs|spec:\n  exportTo:\n    - $1\n',
  ),
  c('a key that has its colon', 'vs|spec:\n  ho$0: [a]\n', 'hosts', 'vs|spec:\n  hosts: [a]\n'),
  c(
    'a key that has its colon, cursor at its start',
    'vs|spec:\n  $0hxsts: [a]\n',
    'hosts',
    'vs|spec:\n  hosts: [a]\n',
  ),
  c('blanks behind the cursor vanish', 'vs|spec:\n  $0    \n', 'hosts', 'vs|spec:\n  hosts:\n    - $1\n'),
  c(
    'between siblings',
    'vs|spec:\n  hosts: [a]\n  $0\n  tcp: []\n',
    'gateways',
    'vs|spec:\n  hosts: [a]\n  gateways:\n    - $1\n  tcp: []\n',
  ),
  c(
    'above the only sibling',
    'vs|spec:\n  $0\n  hosts: [a]\n',
    'gateways',
    'vs|spec:\n  gateways:\n    - $1\n  hosts: [a]\n',
  ),
  c(
    'an object with required members',
    'gw|spec:\n  servers:\n    - hosts: [a]\n      $0',
    'port',
    'gw|spec:\n  servers:\n    - hosts: [a]\n      port:\n        number: $1\n        protocol: $2\n        name: $3',
  ),
  c('a scalar', 'vs|spec:\n  http:\n    - timeo$0', 'timeout', 'vs|spec:\n  http:\n    - timeout: $1'),
  c(
    'a map of scalars',
    'gw|spec:\n  sel$0',
    'selector',
    'gw|spec:\n  selector:\n    $' + '{1:key}: $' + '{2:value}',
  ),
  c(
    'a list of objects',
    'vs|spec:\n  http$0',
    'http',
    'vs|spec:\n  http:\n    - route:\n        - destination:\n            host: $1',
  ),
  c('behind a dash', 'vs|spec:\n  http:\n    - $0', 'name', 'vs|spec:\n  http:\n    - name: $1'),
  c('right behind a dash', 'vs|spec:\n  http:\n    -$0', 'name', 'vs|spec:\n  http:\n    - name: $1'),
  c(
    'beside the first key of an item',
    'vs|spec:\n  http:\n    - name: a\n      $0',
    'timeout',
    'vs|spec:\n  http:\n    - name: a\n      timeout: $1',
  ),
  c(
    'on the item line that follows on the next line',
    'vs|spec:\n  http:\n    - $0\n      name: a\n',
    'timeout',
    'vs|spec:\n  http:\n    - timeout: $1\n      name: a\n',
  ),
  c(
    'in the second item',
    'vs|spec:\n  http:\n    - name: a\n    - na$0\n',
    'name',
    'vs|spec:\n  http:\n    - name: a\n    - name: $1\n',
  ),
  c(
    'an item at the column of its key',
    'vs|spec:\n  http:\n  - ti$0\n',
    'timeout',
    'vs|spec:\n  http:\n  - timeout: $1\n',
  ),
  c(
    'nested lists keep the style of the document',
    'vs|spec:\n  hosts:\n  - a\n  http$0\n',
    'http',
    'vs|spec:\n  hosts:\n  - a\n  http:\n  - route:\n    - destination:\n        host: $1\n',
  ),
  c(
    'nested objects keep the step of the document',
    'dr|metadata:\n    name: a\nspec:\n    traffic$0\n',
    'trafficPolicy',
    'dr|metadata:\n    name: a\nspec:\n    trafficPolicy:\n        $1\n',
  ),
  c(
    'a dash inside a dash',
    'vs|spec:\n  http:\n    - match:\n        - u$0',
    'uri',
    'vs|spec:\n  http:\n    - match:\n        - uri:\n            $1',
  ),
  c(
    'an outer column after a deep one',
    'vs|spec:\n  http:\n    - match:\n        - uri:\n            prefix: /\n      $0',
    'route',
    'vs|spec:\n  http:\n    - match:\n        - uri:\n            prefix: /\n      route:\n        - destination:\n            host: $1',
  ),
  c(
    'the column of the match item',
    'vs|spec:\n  http:\n    - match:\n        - uri:\n            prefix: /\n          $0',
    'port',
    'vs|spec:\n  http:\n    - match:\n        - uri:\n            prefix: /\n          port: $1',
  ),
  c(
    'the outermost column',
    'vs|spec:\n  hosts: [a]\n$0',
    'metadata',
    'vs|spec:\n  hosts: [a]\nmetadata:\n  $1',
  ),
  c('metadata', 'vs|metadata:\n  $0\nspec: {}\n', 'namespace', 'vs|metadata:\n  namespace: $1\nspec: {}\n'),
  c('a quoted key', 'vs|spec:\n  "ho$0"', 'hosts', 'vs|spec:\n  "hosts":\n    - $1'),
  c('an open quote', 'vs|spec:\n  "ho$0\n', 'hosts', 'vs|spec:\n  "hosts":\n    - $1\n'),
  c('CRLF', 'vs|spec:\r\n  ho$0\r\n', 'hosts', 'vs|spec:\r\n  hosts:\r\n    - $1\r\n'),
  c(
    'the second document',
    'kind: ConfigMap\napiVersion: v1\n---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nspec:\n  mt$0\n---\nfoo: [',
    'mtls',
    'kind: ConfigMap\napiVersion: v1\n---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nspec:\n  mtls:\n    mode: $1\n---\nfoo: ['.replace(
      'mode: $1',
      'mode: $1',
    ),
  ),
  c(
    'an item of a List',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: networking.istio.io/v1\n    kind: Sidecar\n    spec:\n      eg$0\n',
    'egress',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: networking.istio.io/v1\n    kind: Sidecar\n    spec:\n      egress:\n        - hosts:\n            - $1\n',
  ),
  c(
    'an unclosed bracket above',
    'vs|metadata: {name: a\nspec:\n  ho$0\n',
    'hosts',
    'vs|metadata: {name: a\nspec:\n  hosts:\n    - $1\n',
  ),
  c(
    'a broken line above',
    'vs|spec:\n  gateways: ]a[ : :\n  ho$0\n',
    'hosts',
    'vs|spec:\n  gateways: ]a[ : :\n  hosts:\n    - $1\n',
  ),
  c(
    'an open quote above',
    'vs|metadata:\n  name: "a\nspec:\n  ho$0\n',
    'hosts',
    'vs|metadata:\n  name: "a\nspec:\n  hosts:\n    - $1\n',
  ),
  c(
    'a block scalar above',
    'vs|metadata:\n  annotations:\n    note: |\n      spec:\n       x: 1\nspec:\n  ho$0\n',
    'hosts',
    'vs|metadata:\n  annotations:\n    note: |\n      spec:\n       x: 1\nspec:\n  hosts:\n    - $1\n',
  ),
  c(
    'a template line above',
    'vs|spec:\n  {{- if .Values.x }}\n  hosts: [a]\n  {{- end }}\n  ga$0\n',
    'gateways',
    'vs|spec:\n  {{- if .Values.x }}\n  hosts: [a]\n  {{- end }}\n  gateways:\n    - $1\n',
  ),
  c(
    'a comment between',
    'vs|spec:\n  # where\n  hosts: [a] # who\n  ga$0\n',
    'gateways',
    'vs|spec:\n  # where\n  hosts: [a] # who\n  gateways:\n    - $1\n',
  ),
  c('a tab after the indentation', 'vs|spec:\n  $0\t\n', 'hosts', 'vs|spec:\n  hosts:\n    - $1\n'),
  c('behind the colon of an object', 'vs|spec: $0', 'hosts', 'vs|spec:\n  hosts:\n    - $1'),
  c('right behind the colon of an object', 'pa|spec:$0\n', 'mtls', 'pa|spec:\n  mtls:\n    mode: $1\n'),
  c(
    'behind the colon of an object in an item',
    'vs|spec:\n  http:\n    - route:\n        - destination: $0\n',
    'subset',
    'vs|spec:\n  http:\n    - route:\n        - destination:\n            subset: $1\n',
  ),
  c(
    'a map key that people know',
    'dr|spec:\n  subsets:\n    - name: v1\n      labels:\n        $0',
    'version',
    'dr|spec:\n  subsets:\n    - name: v1\n      labels:\n        version: $1',
  ),
  c(
    'a Gateway API kind',
    'route|spec:\n  ru$0',
    'rules',
    'route|spec:\n  rules:\n    - backendRefs:\n        - name: $1\n          port: $2',
  ),
  c(
    'a key below children that are there',
    'vs|spec:\n  http:\n    - match:\n      - uri:\n          exact: /a\n      ti$0\n      route: []\n',
    'timeout',
    'vs|spec:\n  http:\n    - match:\n      - uri:\n          exact: /a\n      timeout: $1\n      route: []\n',
  ),
  c(
    'a header written below',
    'spec:\n  mt$0\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\n',
    'mtls',
    'spec:\n  mtls:\n    mode: $1\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\n',
  ),
  c('an anchor on the parent', 'vs|spec: &main\n  ho$0\n', 'hosts', 'vs|spec: &main\n  hosts:\n    - $1\n'),
];

const ITEMS: readonly Case[] = [
  c('below a list key', 'vs|spec:\n  http:\n    $0', '- name', 'vs|spec:\n  http:\n    - name: $1'),
  c('behind the colon of a list', 'vs|spec:\n  http: $0', '- name', 'vs|spec:\n  http:\n    - name: $1'),
  c(
    'at the column of the dashes',
    'vs|spec:\n  http:\n    - name: a\n    $0',
    '- timeout',
    'vs|spec:\n  http:\n    - name: a\n    - timeout: $1',
  ),
  c(
    'at the column of key and dashes',
    'vs|spec:\n  http:\n  - name: a\n  $0',
    '- timeout',
    'vs|spec:\n  http:\n  - name: a\n  - timeout: $1',
  ),
  c(
    'a whole item',
    'se|spec:\n  ports:\n    $0',
    '- ',
    'se|spec:\n  ports:\n    - number: $1\n      protocol: $2\n      name: $3',
  ),
  c('an item of a list of strings', 'vs|spec:\n  hosts: $0', '- ', 'vs|spec:\n  hosts:\n    - $1'),
];

const FLOW: readonly Case[] = [
  c('inside empty braces', 'pa|spec: {$0}', 'mtls', 'pa|spec: {mtls: { mode: $1 }}'),
  c(
    'behind a comma',
    'vs|spec:\n  http:\n    - route: [{destination: {host: a, su$0}}]\n',
    'subset',
    'vs|spec:\n  http:\n    - route: [{destination: {host: a, subset: $1}}]\n',
  ),
  c(
    'in front of a member',
    'vs|spec:\n  http:\n    - route: [{destination: { $0host: a }}]\n'.replace('$0host', '$0 host'),
    'subset',
    'vs|spec:\n  http:\n    - route: [{destination: { subset: $1, host: a }}]\n',
  ),
  c(
    'braces that are not closed',
    'vs|spec:\n  http:\n    - route:\n        - destination: { host: a, su$0\n          weight: 10\n',
    'subset',
    'vs|spec:\n  http:\n    - route:\n        - destination: { host: a, subset: $1\n          weight: 10\n',
  ),
  c('a key that has its colon', 'vs|spec: {hsts$0: [a]}', 'hosts', 'vs|spec: {hosts: [a]}'),
  c(
    'an enum value',
    'dr|spec: {trafficPolicy: {loadBalancer: {simple: $0}}}',
    'RANDOM',
    'dr|spec: {trafficPolicy: {loadBalancer: {simple: RANDOM}}}',
  ),
  c(
    'right behind a colon',
    'dr|spec: {trafficPolicy: {loadBalancer: {simple:$0}}}',
    'RANDOM',
    'dr|spec: {trafficPolicy: {loadBalancer: {simple: RANDOM}}}',
  ),
  c('an item of a flow list', 'vs|spec:\n  http: [$0]\n', 'name', 'vs|spec:\n  http: [{ name: $1 }]\n'),
  c(
    'an object as a value',
    'vs|spec: {http: [{route: [{destination: $0}]}]}',
    'host',
    'vs|spec: {http: [{route: [{destination: { host: $1 }}]}]}',
  ),
  c('a list as a value', 'vs|spec: {hosts: $0}', '[ ]', 'vs|spec: {hosts: [$1]}'),
  c(
    'over several lines',
    'dr|spec: {\n  host: a,\n  $0\n}\n',
    'exportTo',
    'dr|spec: {\n  host: a,\n  exportTo: [$1]\n}\n',
  ),
  c(
    'JSON',
    '{\n  "apiVersion": "security.istio.io/v1",\n  "kind": "PeerAuthentication",\n  "spec": {\n    $0\n  }\n}\n',
    'mtls',
    '{\n  "apiVersion": "security.istio.io/v1",\n  "kind": "PeerAuthentication",\n  "spec": {\n    "mtls": { "mode": "$1" }\n  }\n}\n',
  ),
  c(
    'JSON, an open quote',
    '{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication", "spec": {"mt$0',
    'mtls',
    '{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication", "spec": {"mtls": { "mode": "$1" }',
  ),
  c(
    'JSON, a value in quotes',
    '{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication", "spec": {"mtls": {"mode": "$0"}}}',
    'STRICT',
    '{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication", "spec": {"mtls": {"mode": "STRICT"}}}',
  ),
  c(
    'JSON, a comma is missing in front',
    '{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication" $0}',
    'metadata',
    '{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication" , "metadata": { $1 }}',
  ),
];

const VALUES: readonly Case[] = [
  c('an enum value', 'pa|spec:\n  mtls:\n    mode: $0', 'STRICT', 'pa|spec:\n  mtls:\n    mode: STRICT'),
  c(
    'an enum value that is there',
    'pa|spec:\n  mtls:\n    mode: $0DISABLE # for now',
    'STRICT',
    'pa|spec:\n  mtls:\n    mode: STRICT # for now',
  ),
  c(
    'right behind the colon',
    'pa|spec:\n  mtls:\n    mode:$0\n',
    'STRICT',
    'pa|spec:\n  mtls:\n    mode: STRICT\n',
  ),
  c('in quotes', 'pa|spec:\n  mtls:\n    mode: "S$0"\n', 'STRICT', 'pa|spec:\n  mtls:\n    mode: "STRICT"\n'),
  c(
    'behind an open quote',
    "pa|spec:\n  mtls:\n    mode: 'S$0\n",
    'STRICT',
    "pa|spec:\n  mtls:\n    mode: 'STRICT'\n",
  ),
  c(
    'a boolean',
    'vs|spec:\n  http:\n    - corsPolicy:\n        allowCredentials: t$0',
    'true',
    'vs|spec:\n  http:\n    - corsPolicy:\n        allowCredentials: true',
  ),
  c('a duration', 'vs|spec:\n  http:\n    - timeout: $0\n', '5s', 'vs|spec:\n  http:\n    - timeout: 5s\n'),
  c(
    'a default',
    'route|spec:\n  rules:\n    - matches:\n        - path:\n            type: $0\n',
    'PathPrefix',
    'route|spec:\n  rules:\n    - matches:\n        - path:\n            type: PathPrefix\n',
  ),
  c(
    'an enum key of a port map',
    'pa|spec:\n  portLevelMtls:\n    8080:\n      mode: $0',
    'DISABLE',
    'pa|spec:\n  portLevelMtls:\n    8080:\n      mode: DISABLE',
  ),
  c(
    'kind under apiVersion',
    'apiVersion: security.istio.io/v1\nkind: Auth$0\n',
    'AuthorizationPolicy',
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n',
  ),
  c(
    'apiVersion above kind',
    'apiVersion: $0\nkind: AuthorizationPolicy\n',
    'security.istio.io/v1',
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n',
  ),
  c(
    'a pair',
    'apiVersion: $0\n',
    'networking.istio.io/v1 Sidecar',
    'apiVersion: networking.istio.io/v1\nkind: Sidecar\n',
  ),
  c('a Kubernetes kind', 'apiVersion: v1\nkind: Ser$0\n', 'Service', 'apiVersion: v1\nkind: Service\n'),
  c(
    'a header in JSON',
    '{ "apiVersion": "$0" }',
    'security.istio.io/v1 PeerAuthentication',
    '{ "apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication" }',
  ),
  c('the first key of a document', 'ap$0', 'apiVersion', 'apiVersion: $1'),
];

for (const [group, cases] of Object.entries({ KEYS, ITEMS, FLOW, VALUES })) {
  describe(`completion: ${group.toLowerCase()}`, () => {
    for (const { name, text, accept, gives } of cases) {
      test(name, () => assert.equal(complete(text).accept(accept), gives));
    }
  });
}

function labels(text: string, config = {}): readonly string[] {
  return complete(expand(text), config).labels();
}

describe('completion: only what is legal', () => {
  test('keys that are written are not offered, wherever they stand', () => {
    const offered = labels('vs|spec:\n  hosts: [a]\n  $0\n  http: []\n');
    assert.deepEqual([...offered].sort(), ['exportTo', 'gateways', 'tcp', 'tls']);
  });
  test('one-of: the other members are left out', () => {
    assert.deepEqual(
      labels('vs|spec:\n  http:\n    - match:\n        - uri:\n            exact: /\n            $0'),
      [],
    );
  });
  test('route excludes redirect, directResponse and delegate', () => {
    const offered = labels('vs|spec:\n  http:\n    - route: []\n      $0');
    assert.ok(offered.includes('timeout') && offered.includes('fault'));
    assert.ok(!offered.some((label) => ['redirect', 'directResponse', 'delegate', 'route'].includes(label)));
  });
  test('redirect excludes fault and rewrite', () => {
    const offered = labels('vs|spec:\n  http:\n    - redirect: {}\n      $0');
    assert.ok(!offered.includes('fault') && !offered.includes('rewrite') && offered.includes('match'));
  });
  test('selector excludes targetRefs', () => {
    const offered = labels('ap|spec:\n  selector: {}\n  $0');
    assert.ok(!offered.includes('targetRefs') && offered.includes('rules'));
  });
  test('fields newer than the target are left out', () => {
    const text = 'dr|spec:\n  host: a\n  trafficPolicy:\n    $0';
    assert.ok(labels(text).includes('retryBudget'));
    assert.ok(!labels(text, { istioVersion: '1.26' }).includes('retryBudget'));
  });
  test('enum values newer than the target are left out', () => {
    const text = 'se|spec:\n  hosts: [a]\n  resolution: $0';
    assert.ok(labels(text).includes('DYNAMIC_DNS'));
    assert.ok(!labels(text, { istioVersion: '1.27' }).includes('DYNAMIC_DNS'));
  });
  test('experimental fields are left out of the standard channel', () => {
    const text = 'route|spec:\n  rules:\n    - $0';
    assert.ok(labels(text, { gatewayApiChannel: 'experimental' }).includes('retry'));
    assert.ok(!labels(text, { gatewayApiChannel: 'standard' }).includes('retry'));
  });
  test('kinds newer than the target have no skeleton', () => {
    assert.ok(labels('$0').includes('TrafficExtension'));
    assert.ok(!labels('$0', { istioVersion: '1.29' }).includes('TrafficExtension'));
  });
  test('status is never offered', () => {
    assert.ok(!labels('vs|$0').includes('status'));
    assert.deepEqual(labels('vs|status:\n  $0'), []);
  });
  test('required keys come first, deprecated ones last', () => {
    const { items } = complete(expand('dr|spec:\n  $0'));
    const sorted = [...items].sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1)).map((item) => item.label);
    assert.equal(sorted[0], 'host');
    const route = complete(expand('vs|spec:\n  http:\n    - $0')).items;
    const last = [...route].sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1)).slice(-2);
    assert.deepEqual(
      last.map((item) => item.label),
      ['mirrorPercent', 'mirror_percent'],
    );
    assert.ok(last.every((item) => item.deprecated));
  });
  test('common keys come before the rest', () => {
    const { items } = complete(expand('vs|spec:\n  http:\n    - $0'));
    const sorted = [...items].sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1)).map((item) => item.label);
    assert.deepEqual(sorted.slice(0, 3), ['match', 'route', 'redirect']);
  });
  test('enum values carry their meaning', () => {
    const { items } = complete(expand('pa|spec:\n  mtls:\n    mode: $0'));
    assert.match(items.find((item) => item.label === 'STRICT')?.documentation ?? '', /\w{3}/);
  });
});

describe('completion: nothing to say', () => {
  const SILENT: readonly (readonly [string, string])[] = [
    ['in a comment', 'vs|spec:\n  # ho$0\n'],
    ['behind a comment', 'vs|spec: # ho$0\n'],
    ['in a block scalar', 'vs|metadata:\n  annotations:\n    note: |\n      ho$0\n'],
    ['below a finished scalar', 'vs|metadata:\n  name: a\n    $0'],
    ['in the indentation of a line', 'vs|spec:\n $0 hosts: [a]\n'],
    ["in somebody else's object", 'apiVersion: example.com/v1\nkind: Thing\nspec:\n  $0'],
    ['in a workflow', 'on: push\njobs:\n  $0'],
    ['at the top of a workflow', 'on: push\n$0'],
    ['where the schema is open', 'vs|spec:\n  hosts: [a]\n  nonsense:\n    $0'],
    ['on the line between documents', 'vs|spec: {}\n--$0-\nfoo: 1\n'],
    ['behind a closed bracket', 'vs|spec: {} $0'],
  ];
  for (const [name, text] of SILENT) test(name, () => assert.deepEqual(labels(text), []));
});
