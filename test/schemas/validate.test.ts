/** Not fixtures: these look at the data of problems, below rules and ranges. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SchemaProblem, SchemaTarget } from '../../server/src/schema/schema-problem.ts';
import { checkYaml, summary, withSpec } from './check-yaml.ts';

function check(kind: string, spec: string, target: Partial<SchemaTarget> = {}): readonly SchemaProblem[] {
  return checkYaml(withSpec(kind, spec), target);
}

function only(problems: readonly SchemaProblem[]): SchemaProblem {
  assert.equal(problems.length, 1, JSON.stringify(problems));
  return problems[0]!;
}

function expectNothing(kind: string, ...specs: readonly string[]): void {
  for (const spec of specs) assert.deepEqual(check(kind, spec), [], spec);
}

describe('unknown-field', () => {
  it('offers similar names that are still free', () => {
    const problem = only(check('VirtualService', 'hosts: [a]\nhttp: [{mach: [{uri: {exact: /}}]}]'));
    assert.deepEqual(problem, {
      code: 'unknown-field',
      path: 'spec.http[0].mach',
      part: 'key',
      data: {
        field: 'mach',
        parent: 'spec.http[0]',
        spelling: null,
        suggestions: ['match'],
        place: null,
        places: [],
        successor: null,
      },
      equivalents: ['schema', 'V-DEC-02'],
    });
  });

  it('knows the spelling behind a snake_case name, and the two that are legal', () => {
    const problem = only(check('VirtualService', 'http: [{mirror_percentage: {value: 1}}]'));
    assert.equal(problem.code === 'unknown-field' && problem.data.spelling, 'mirrorPercentage');
    assert.deepEqual(summary(check('VirtualService', 'http: [{mirror_percent: 1}]')), [
      'deprecated-field spec.http[0].mirror_percent',
    ]);
    assert.deepEqual(
      summary(check('RequestAuthentication', 'jwtRules: [{issuer: a, jwks_uri: "https://a"}]')),
      ['deprecated-field spec.jwtRules[0].jwks_uri'],
    );
  });

  it('does not report a required field as missing when it is misspelt', () => {
    assert.deepEqual(summary(check('DestinationRule', 'hosst: a')), ['unknown-field spec.hosst']);
  });

  it('tells matchLabels from labels', () => {
    const sidecar = only(check('Sidecar', 'workloadSelector: {matchLabels: {app: a}}'));
    assert.deepEqual(sidecar.code === 'unknown-field' && sidecar.data.suggestions, ['labels']);
    const policy = only(check('PeerAuthentication', 'selector: {labels: {app: a}}'));
    assert.deepEqual(policy.code === 'unknown-field' && policy.data.suggestions, ['matchLabels']);
    const bare = only(check('PeerAuthentication', 'selector: {app: a}'));
    assert.equal(bare.code === 'unknown-field' && bare.data.place, 'spec.selector.matchLabels.app');
    expectNothing('Sidecar', 'workloadSelector: {labels: {app: a}}');
    expectNothing('PeerAuthentication', 'selector: {matchLabels: {app: a}}');
  });

  it('finds the place one level up and one level down', () => {
    const up = only(check('VirtualService', 'http: [{route: [{destination: {host: a}, timeout: 5s}]}]'));
    assert.equal(up.code === 'unknown-field' && up.data.place, 'spec.http[0].timeout');
    const down = only(check('DestinationRule', 'host: a\nloadBalancer: {simple: RANDOM}'));
    assert.equal(down.code === 'unknown-field' && down.data.place, 'spec.trafficPolicy.loadBalancer');
  });

  it('leaves open objects alone', () => {
    expectNothing(
      'EnvoyFilter',
      'configPatches: [{applyTo: CLUSTER, patch: {operation: MERGE, value: {anything: {goes: [1, a]}}}}]',
    );
    expectNothing('WasmPlugin', 'url: oci://a/b\npluginConfig: {x: {y: null}}');
  });

  it('checks metadata', () => {
    const text = withSpec('Sidecar', 'egress: [{hosts: ["./*"]}]').replace('name: sample', 'nmae: sample');
    const problem = only(checkYaml(text));
    assert.deepEqual(problem.code === 'unknown-field' && problem.data.suggestions, ['name']);
  });
});

describe('unknown-top-level', () => {
  const header = 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: a}\n';

  it('moves fields of spec and metadata to their place, and spec is not missing then', () => {
    const problem = only(
      checkYaml(`${header.replace('DestinationRule', 'ServiceEntry')}hosts: [a.example.com]\n`),
    );
    assert.equal(problem.code === 'unknown-top-level' && problem.data.place, 'spec.hosts');
    const labels = only(checkYaml(`${header}labels: {a: b}\nspec: {host: a}\n`));
    assert.equal(labels.code === 'unknown-top-level' && labels.data.place, 'metadata.labels');
  });

  it('is case-sensitive and takes status', () => {
    const problem = only(checkYaml(`${header}Spec: {host: a}\n`));
    assert.equal(problem.code === 'unknown-top-level' && problem.data.spelling, 'spec');
    assert.deepEqual(checkYaml(`${header}spec: {host: a}\nstatus: {any: thing}\n`), []);
  });
});

describe('wrong-type', () => {
  const cases: readonly (readonly [string, string, string, string | null])[] = [
    ['ServiceEntry', 'hosts: a.example.com', 'spec.hosts', 'wrap'],
    ['DestinationRule', 'host: [a]', 'spec.host', 'unwrap'],
    ['DestinationRule', 'host: 12', 'spec.host', 'quote'],
    [
      'VirtualService',
      'http: [{headers: {request: {set: {x-on: true}}}}]',
      'spec.http[0].headers.request.set.x-on',
      'quote',
    ],
    ['VirtualService', 'http: [{retries: {attempts: "3"}}]', 'spec.http[0].retries.attempts', 'unquote'],
    ['VirtualService', 'http: [{retries: {attempts: 1.5}}]', 'spec.http[0].retries.attempts', 'whole'],
    ['VirtualService', 'http: [{match: [{uri: /a}]}]', 'spec.http[0].match[0].uri', 'member'],
    [
      'VirtualService',
      'http: [{route: [{destination: {host: a, port: 80}}]}]',
      'spec.http[0].route[0].destination.port',
      'member',
    ],
    ['Gateway', 'selector: {matchLabels: {istio: ingressgateway}}', 'spec.selector.matchLabels', 'bare-map'],
    ['VirtualService', 'http: {route: []}', 'spec.http', 'wrap'],
    ['VirtualService', 'http: [{timeout: {}}]', 'spec.http[0].timeout', null],
  ];
  for (const [kind, spec, path, hint] of cases) {
    it(`${spec} gives the hint ${hint}`, () => {
      const problem = only(check(kind, spec));
      assert.deepEqual([problem.code, problem.path], ['wrong-type', path]);
      assert.equal(problem.code === 'wrong-type' && problem.data.hint, hint);
    });
  }

  it('names the member that takes a bare value', () => {
    const uri = only(check('VirtualService', 'http: [{match: [{uri: /a}]}]'));
    assert.equal(uri.code === 'wrong-type' && uri.data.member, 'exact');
    const port = only(check('VirtualService', 'http: [{route: [{destination: {host: a, port: 80}}]}]'));
    assert.equal(port.code === 'wrong-type' && port.data.member, 'number');
  });

  it('wants strings as label values', () => {
    const text = withSpec('Sidecar', 'egress: [{hosts: ["./*"]}]').replace(
      'name: sample',
      'name: sample\n  labels: {version: 2, on: "2", injected: true}',
    );
    assert.deepEqual(summary(checkYaml(text)), [
      'wrong-type metadata.labels.injected',
      'wrong-type metadata.labels.version',
    ]);
  });

  it('takes whole fractions and plain port keys', () => {
    expectNothing('VirtualService', 'http: [{retries: {attempts: 3.0}}]', 'http: [{retries: {attempts: 3}}]');
    expectNothing(
      'PeerAuthentication',
      'selector: {matchLabels: {a: b}}\nportLevelMtls: {8080: {mode: STRICT}}',
    );
  });
});

describe('null', () => {
  it('counts as absent in objects and maps', () => {
    expectNothing(
      'VirtualService',
      'hosts: [a]\nhttp:',
      'http: [{timeout: null, headers: {request: {set: {a: null}}}}]',
    );
    assert.deepEqual(summary(check('DestinationRule', 'host: null')), ['missing-required spec.host']);
    assert.deepEqual(
      summary(check('PeerAuthentication', 'selector: {matchLabels: {a: b}}\nportLevelMtls: {"80": null}')),
      ['bad-count spec.portLevelMtls'],
    );
  });

  it('is no list item', () => {
    const problem = only(check('Gateway', 'servers: [null]'));
    assert.deepEqual([problem.code, problem.path], ['null-item', 'spec.servers[0]']);
    assert.deepEqual(problem.equivalents, ['schema', 'V-DEC-01']);
  });

  it('is fine for nullable fields', () => {
    expectNothing('ServiceEntry', 'hosts: [a.example.com]\nports: []');
    expectNothing(
      'DestinationRule',
      'host: a\ntrafficPolicy: {outlierDetection: {consecutive5xxErrors: null}}',
    );
  });
});

describe('not-allowed-value', () => {
  it('lists what is allowed and what was meant', () => {
    const problem = only(check('PeerAuthentication', 'mtls: {mode: strict}'));
    assert.deepEqual(problem.code === 'not-allowed-value' && problem.data, {
      field: 'mode',
      value: 'strict',
      allowed: ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'],
      suggestions: ['STRICT'],
      name: null,
    });
  });

  it('names the value behind a number, in one problem', () => {
    const problem = only(check('ServiceEntry', 'hosts: [a.example.com]\nresolution: 2'));
    assert.equal(problem.code === 'not-allowed-value' && problem.data.name, 'DNS');
  });

  it('takes every legal value', () => {
    for (const mode of ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT']) {
      expectNothing('PeerAuthentication', `mtls: {mode: ${mode}}`);
    }
  });
});

describe('missing-required', () => {
  it('names the field and its parent', () => {
    const problem = only(check('VirtualService', 'http: [{route: [{weight: 1}]}]'));
    assert.equal(problem.path, 'spec.http[0].route[0].destination');
    assert.equal(problem.code === 'missing-required' && problem.data.parent, 'spec.http[0].route[0]');
  });

  it('wants spec only where the CRD does', () => {
    const bare = (kind: string) => `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: a}\n`;
    assert.deepEqual(summary(checkYaml(bare('ServiceEntry'))), ['missing-required spec']);
    assert.deepEqual(checkYaml(bare('VirtualService')), []);
  });

  it('judges by the target: issuer was required until 1.26, spec of ServiceEntry is since 1.24', () => {
    const rule = 'jwtRules: [{jwksUri: "https://a.example.com"}]';
    assert.deepEqual(check('RequestAuthentication', rule), []);
    assert.deepEqual(summary(check('RequestAuthentication', rule, { istio: '1.26' })), [
      'missing-required spec.jwtRules[0].issuer',
    ]);
    const bare = 'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: a}\n';
    assert.deepEqual(checkYaml(bare, { istio: '1.23' }), []);
  });
});

describe('one-of', () => {
  it('names the members that are set', () => {
    const problem = only(check('VirtualService', 'http: [{match: [{uri: {exact: /a, prefix: /b}}]}]'));
    assert.deepEqual(problem.code === 'one-of' && problem.data, {
      group: ['exact', 'prefix', 'regex'],
      present: ['exact', 'prefix'],
      parent: 'spec.http[0].match[0].uri',
    });
  });

  it('finds both groups of consistentHash and ignores nulls', () => {
    const hash = (text: string) => `host: a\ntrafficPolicy: {loadBalancer: {consistentHash: {${text}}}}`;
    assert.equal(check('DestinationRule', hash('httpHeaderName: a, useSourceIp: true')).length, 1);
    assert.equal(check('DestinationRule', hash('ringHash: {}, maglev: {}')).length, 1);
    expectNothing(
      'DestinationRule',
      hash('httpHeaderName: a, ringHash: {}'),
      hash('httpHeaderName: a, useSourceIp: null'),
    );
  });
});

describe('limits', () => {
  const one = (kind: string, spec: string, target?: Partial<SchemaTarget>) => {
    const problem = only(check(kind, spec, target));
    return [problem.code, problem.path, problem.data] as const;
  };

  it('reports numbers out of range, int32 and uint32 too', () => {
    const loadBalancer = (text: string) =>
      `host: a\ntrafficPolicy: {loadBalancer: {warmup: {duration: 1s, ${text}}}}`;
    assert.deepEqual(one('DestinationRule', loadBalancer('minimumPercent: 150')), [
      'out-of-range',
      'spec.trafficPolicy.loadBalancer.warmup.minimumPercent',
      { field: 'minimumPercent', value: 150, minimum: 0, maximum: 100 },
    ]);
    assert.equal(one('VirtualService', 'http: [{retries: {attempts: 2147483648}}]')[0], 'out-of-range');
    assert.equal(one('VirtualService', 'http: [{match: [{port: -1}]}]')[0], 'out-of-range');
    expectNothing('DestinationRule', loadBalancer('minimumPercent: 100'), loadBalancer('aggression: 0.5'));
    assert.equal(
      one('DestinationRule', loadBalancer('aggression: 0.5'), { istio: '1.28' })[0],
      'out-of-range',
    );
  });

  it('counts characters, not UTF-16 units', () => {
    const long = (length: number) => `selector: {matchLabels: {a: ${'😀'.repeat(length)}}}`;
    assert.deepEqual(one('PeerAuthentication', long(64))[2], {
      field: 'a',
      length: 64,
      minimum: null,
      maximum: 63,
    });
    expectNothing('PeerAuthentication', long(63));
    assert.deepEqual(check('PeerAuthentication', long(64), { istio: '1.22' }), []);
  });

  it('counts items and entries', () => {
    assert.deepEqual(one('ServiceEntry', 'hosts: []')[2], {
      field: 'hosts',
      count: 0,
      minimum: 1,
      maximum: 256,
      unit: 'item',
    });
    const labels = Array.from({ length: 257 }, (_, at) => `l${at}: a`).join(', ');
    assert.equal(one('Sidecar', `workloadSelector: {labels: {${labels}}}`)[0], 'bad-count');
  });

  it('explains patterns in words', () => {
    assert.deepEqual(one('WasmPlugin', 'url: a\nsha256: foo')[2], {
      field: 'sha256',
      value: 'foo',
      words: 'empty or 64 hexadecimal digits in lower case',
      pattern: '(^$|^[a-f0-9]{64}$)',
    });
    assert.equal(
      one('VirtualService', 'http: [{directResponse: {status: 200, body: {bytes: "a?"}}}]')[0],
      'bad-pattern',
    );
    expectNothing('WasmPlugin', 'url: a\nsha256: ""', `url: a\nsha256: ${'a1'.repeat(32)}`);
    expectNothing('VirtualService', 'http: [{directResponse: {status: 200, body: {bytes: aGVsbG8=}}}]');
  });

  it('does not hang on a value made to be hard', () => {
    const value = `${'a'.repeat(4000)}\\u0001`;
    const filter = `{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x, value: "${value}"}]}}`;
    const started = performance.now();
    assert.equal(one('HTTPRoute', `rules: [{filters: [${filter}]}]`)[0], 'bad-pattern');
    assert.ok(performance.now() - started < 1000);
  });
});

describe('duplicate-list-key', () => {
  const port = (name: string, number: number) => `{name: ${name}, number: ${number}, protocol: HTTP}`;

  it('compares the keys of list maps', () => {
    const spec = `hosts: [a.example.com]\nports: [${port('http', 80)}, ${port('tls', 443)}, ${port('http', 81)}]`;
    const problem = only(check('ServiceEntry', spec));
    assert.equal(problem.path, 'spec.ports[2].name');
    assert.equal(problem.code === 'duplicate-list-key' && problem.data.first, 'spec.ports[0].name');
  });

  it('takes different keys, and duplicates where the list is plain', () => {
    expectNothing('ServiceEntry', `hosts: [a.example.com]\nports: [${port('a', 80)}, ${port('b', 80)}]`);
    expectNothing('VirtualService', 'hosts: [a, a]');
  });
});

describe('releases', () => {
  const retryBudget = 'host: a\ntrafficPolicy: {retryBudget: {percent: 20, budgetInterval: 1s}}';

  it('finds fields that the target does not know, outermost only', () => {
    assert.deepEqual(check('DestinationRule', retryBudget), []);
    assert.deepEqual(summary(check('DestinationRule', retryBudget, { istio: '1.30' })), [
      'newer-than-target spec.trafficPolicy.retryBudget.budgetInterval',
    ]);
    assert.deepEqual(summary(check('DestinationRule', retryBudget, { istio: '1.26' })), [
      'newer-than-target spec.trafficPolicy.retryBudget',
    ]);
  });

  it('finds enum values and kinds that the target does not know', () => {
    const entry = 'hosts: ["*.example.com"]\nresolution: DYNAMIC_DNS';
    assert.deepEqual(check('ServiceEntry', entry), []);
    assert.deepEqual(summary(check('ServiceEntry', entry, { istio: '1.27' })), [
      'newer-than-target spec.resolution',
    ]);
    const extension =
      'apiVersion: extensions.istio.io/v1alpha1\nkind: TrafficExtension\nmetadata: {name: a}\nspec: {lua: {inlineCode: x}}\n';
    assert.deepEqual(checkYaml(extension), []);
    assert.deepEqual(summary(checkYaml(extension, { istio: '1.29' })), ['newer-than-target kind']);
  });

  it('finds what is gone, and says when that is uncertain', () => {
    const policy =
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: BackendLBPolicy\nmetadata: {name: a}\n';
    const gone = (gatewayApi: string) =>
      checkYaml(policy, { gatewayApi }).find((problem) => problem.code === 'removed');
    assert.equal(gone('v1.1.0'), undefined);
    const between = gone('v1.2.0');
    assert.equal(between?.code === 'removed' && between.data.isCertain, false);
    const later = gone('v1.6.1');
    assert.equal(later?.code === 'removed' && later.data.isCertain, true);
  });

  it('knows the channels of the Gateway API', () => {
    const persistence = 'rules: [{sessionPersistence: {sessionName: a}}]';
    assert.deepEqual(check('HTTPRoute', persistence), []);
    assert.deepEqual(summary(check('HTTPRoute', persistence, { channel: 'standard' })), [
      'experimental-field spec.rules[0].sessionPersistence',
    ]);
    const mesh =
      'apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XMesh\nmetadata: {name: a}\nspec: {controllerName: a.io/b}\n';
    assert.deepEqual(checkYaml(mesh), []);
    assert.deepEqual(summary(checkYaml(mesh, { channel: 'standard' })), ['experimental-field kind']);
  });
});

describe('deprecations', () => {
  it('reports fields and values, with what to use instead', () => {
    const errors = only(
      check('DestinationRule', 'host: a\ntrafficPolicy: {outlierDetection: {consecutiveErrors: 5}}'),
    );
    assert.match(errors.code === 'deprecated-field' ? errors.data.advice : '', /consecutive5xxErrors/);
    assert.deepEqual(errors.equivalents, ['V-DR-31']);
    const value = only(
      check('DestinationRule', 'host: a\ntrafficPolicy: {loadBalancer: {simple: LEAST_CONN}}'),
    );
    assert.match(value.code === 'deprecated-field' ? value.data.advice : '', /LEAST_REQUEST/);
    expectNothing('DestinationRule', 'host: a\ntrafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}');
  });

  it('prefers the newest served version', () => {
    const text = withSpec('Sidecar', 'egress: [{hosts: ["./*"]}]');
    assert.deepEqual(checkYaml(text), []);
    const older = only(checkYaml(text.replace('io/v1', 'io/v1beta1')));
    assert.equal(older.code === 'deprecated-version' && older.data.preferred, 'v1');
  });
});

describe('not-served-version', () => {
  it('names what is served', () => {
    const problem = only(checkYaml(withSpec('EnvoyFilter', 'configPatches: []').replace('v1alpha3', 'v1')));
    assert.deepEqual(problem.code === 'not-served-version' && problem.data.served, ['v1alpha3']);
  });

  it('depends on the channel', () => {
    const route =
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: TCPRoute\nmetadata: {name: a}\nspec: {rules: [{backendRefs: [{name: a, port: 1}]}]}\n';
    assert.deepEqual(summary(checkYaml(route)), ['deprecated-version apiVersion']);
    const problem = only(checkYaml(route, { channel: 'standard' }));
    assert.equal(problem.code === 'not-served-version' && problem.data.isExperimental, true);
    assert.deepEqual(checkYaml(route, { gatewayApi: 'v1.3.0' }), []);
  });

  it('is uncertain between two bundles', () => {
    const policy = 'apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: a}\n';
    const certainty = (gatewayApi: string) => {
      const problem = checkYaml(policy, { gatewayApi }).find(({ code }) => code === 'not-served-version');
      return problem?.code === 'not-served-version' ? problem.data.isCertain : undefined;
    };
    assert.deepEqual(['v1.3.0', 'v1.4.1', 'v1.6.1'].map(certainty), [true, false, undefined]);
  });

  it('judges by the written version where versions differ', () => {
    const rule = '{backendRefs: [{name: a, port: 1}]}';
    const route = (version: string) =>
      `apiVersion: gateway.networking.k8s.io/${version}\nkind: TCPRoute\nmetadata: {name: a}\nspec: {rules: [${rule}, ${rule}]}\n`;
    assert.deepEqual(summary(checkYaml(route('v1'))), ['bad-count spec.rules']);
    assert.deepEqual(summary(checkYaml(route('v1alpha2'))), ['deprecated-version apiVersion']);
  });
});

describe('templates', () => {
  it('say nothing about values that hold an action, nor about what may be filled in', () => {
    const spec =
      'host: "{{ .Values.host }}"\ntrafficPolicy: {loadBalancer: {simple: "{{ .Values.lb }}"}, connectionPool: {tcp: {maxConnections: "{{ .Values.max }}"}}}';
    assert.deepEqual(check('DestinationRule', spec), []);
    assert.deepEqual(check('DestinationRule', 'trafficPolicy: {tls: {sni: "{{ .Values.sni }}"}}'), []);
  });

  it('still check keys and literal values', () => {
    const spec = 'hosst: "{{ .Values.host }}"\ntrafficPolicy: {loadBalancer: {simple: FASTEST}}';
    assert.deepEqual(summary(check('DestinationRule', spec)), [
      'not-allowed-value spec.trafficPolicy.loadBalancer.simple',
      'unknown-field spec.hosst',
    ]);
  });
});

describe('anchors', () => {
  it('are followed, also through merge keys', () => {
    const spec = 'http:\n- &a {route: [{destination: {host: a}}]}\n- *a\n- <<: *a\n  timeout: 1s';
    assert.deepEqual(check('VirtualService', spec), []);
  });

  it('report a mistake once, where it is written', () => {
    const spec = 'http: [{route: &r [{weight: 1}]}, {route: *r}]';
    assert.deepEqual(summary(check('VirtualService', spec)), [
      'missing-required spec.http[0].route[0].destination',
    ]);
    const deprecated = 'http: [{route: &r [{destination: {host: a}}], mirrorPercent: 1}, {route: *r}]';
    assert.equal(check('VirtualService', deprecated).length, 1);
  });
});
