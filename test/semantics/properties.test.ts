/** Randomised, so no fixture: what must hold for every mesh and every request. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coveredRoutes } from '../../server/src/model/covered-routes.ts';
import { authorize } from '../../server/src/semantics/authz.ts';
import type { Mesh } from '../../server/src/semantics/mesh.ts';
import { type MtlsPeer, mtls } from '../../server/src/semantics/mtls.ts';
import type { RouteAnswer } from '../../server/src/semantics/route-answer.ts';
import { sidecarHttp } from '../../server/src/semantics/sidecar-http.ts';
import { Random } from '../engine/random.ts';
import { meshOfTexts } from './mesh-of.ts';

const NAMESPACES = ['red', 'blue', 'green'];
const HOSTS = ['one', 'two', 'three'];
const PATHS = ['/', '/api', '/api/v1', '/img/x', '/admin'];
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

interface RandomMesh {
  readonly services: readonly string[];
  readonly routes: readonly string[];
  readonly policies: readonly string[];
}

function randomMesh(random: Random): RandomMesh {
  return {
    services: NAMESPACES.flatMap((namespace) =>
      HOSTS.map(
        (name) =>
          `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { selector: { app: ${name} }, ports: [{ name: http, port: 80 }] }\n`,
      ),
    ),
    routes: Array.from({ length: 6 }, (_, index) => virtualService(random, index)),
    policies: Array.from({ length: 5 }, (_, index) => policy(random, index)),
  };
}

function virtualService(random: Random, index: number): string {
  const namespace = random.pick(NAMESPACES);
  const host = random.pick([...HOSTS, '"*.red.svc.cluster.local"', 'two.blue.svc.cluster.local']);
  const rules = Array.from({ length: 1 + random.below(4) }, (_, at) => {
    const match =
      random.below(4) === 0
        ? ''
        : `match: [{ uri: { ${random.pick(['prefix', 'exact'])}: ${random.pick(PATHS)} } }], `;
    return `    - { name: r${at}, ${match}route: [{ destination: { host: ${random.pick(HOSTS)} } }] }\n`;
  });
  return `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v${index}, namespace: ${namespace} }\nspec:\n  hosts: [${host}]\n  http:\n${rules.join('')}`;
}

function policy(random: Random, index: number): string {
  const action = random.pick(['ALLOW', 'DENY', 'AUDIT']);
  const from = random.pick([
    '',
    'from: [{ source: { namespaces: [red] } }], ',
    'from: [{ source: { notPrincipals: ["*"] } }], ',
  ]);
  const to = `to: [{ operation: { ${random.pick(['paths: ["/api*"]', 'methods: [GET]', 'ports: ["8080"]', 'notPaths: ["/admin"]'])} } }]`;
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: p${index}, namespace: ${random.pick(NAMESPACES)} }\nspec: { action: ${action}, rules: [{ ${from}${to} }] }\n`;
}

/** What a person sees of an answer: everything but the reasons. */
function routed(mesh: Mesh, namespace: string, host: string, path: string): Omit<RouteAnswer, 'steps'> {
  const { steps: _, ...answer } = sidecarHttp(mesh, { namespace, labels: new Map() }, 80, { host, path });
  return answer;
}

function decisions(mesh: Mesh): readonly string[] {
  return NAMESPACES.flatMap((namespace) =>
    PATHS.flatMap((path) =>
      ['GET', 'POST'].flatMap((method) =>
        [undefined, 'cluster.local/ns/red/sa/a'].map((principal) => {
          const { decision } = authorize(mesh, {
            workload: { type: 'sidecar', namespace, labels: new Map() },
            protocol: 'http',
            connection: { principal, sourceIp: '10.0.0.1', destinationPort: 8080 },
            request: { host: 'x', path, method },
          });
          return `${namespace} ${path} ${method} ${principal ?? ''} ${decision}`;
        }),
      ),
    ),
  );
}

function routes(mesh: Mesh): readonly unknown[] {
  return NAMESPACES.flatMap((namespace) =>
    [...HOSTS, 'two.blue', 'one.red.svc.cluster.local'].flatMap((host) =>
      PATHS.map((path) => [namespace, host, path, routed(mesh, namespace, host, path)]),
    ),
  );
}

describe('semantics of random meshes', () => {
  it('gives the same answers whatever the order of the files', () => {
    for (const seed of SEEDS) {
      const { services, routes: own, policies } = randomMesh(new Random(seed));
      const texts = [...services, ...own, ...policies];
      const forward = meshOfTexts(texts).mesh;
      const backward = meshOfTexts(texts.toReversed()).mesh;
      assert.deepEqual(routes(backward), routes(forward), `seed ${seed}`);
      assert.deepEqual(decisions(backward), decisions(forward), `seed ${seed}`);
    }
  });

  it('gives the same answers when an unrelated namespace is added', () => {
    const other = `apiVersion: v1\nkind: Service\nmetadata: { name: far, namespace: away }\nspec: { ports: [{ name: http, port: 81 }] }\n---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: far, namespace: away }\nspec: { hosts: [far], http: [{ route: [{ destination: { host: far } }] }] }\n---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: none, namespace: away }\nspec: {}\n`;
    for (const seed of SEEDS) {
      const { services, routes: own, policies } = randomMesh(new Random(seed));
      const texts = [...services, ...own, ...policies];
      const before = meshOfTexts(texts).mesh;
      const after = meshOfTexts([...texts, other]).mesh;
      assert.deepEqual(routes(after), routes(before), `seed ${seed}`);
      assert.deepEqual(decisions(after), decisions(before), `seed ${seed}`);
    }
  });

  it('keeps matching a route when later ones are taken away', () => {
    let compared = 0;
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const { services } = randomMesh(random);
      const whole = virtualService(random, 0).replace(/hosts: \[.*\]/, 'hosts: [one.red.svc.cluster.local]');
      const lines = whole.split('\n');
      const mesh = meshOfTexts([...services, whole]).mesh;
      for (const path of PATHS) {
        const index = routed(mesh, 'red', 'one', path).route?.index;
        if (index === undefined) continue;
        const shorter = lines
          .slice(0, lines.findIndex((line) => line.includes(`name: r${index},`)) + 1)
          .join('\n');
        const again = routed(meshOfTexts([...services, `${shorter}\n`]).mesh, 'red', 'one', path);
        assert.equal(again.route?.index, index, `seed ${seed}, ${path}`);
        compared++;
      }
    }
    assert.ok(compared > 50, 'more than fifty routes were compared');
  });

  it('sends no request to a route that the rule calls unreachable', () => {
    let compared = 0;
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const { services } = randomMesh(random);
      const text = virtualService(random, 0).replace(/hosts: \[.*\]/, 'hosts: [one.red.svc.cluster.local]');
      const { mesh, snapshot } = meshOfTexts([...services, text]);
      const slot = snapshot
        .resources(`file:///${services.length}.yaml`)
        .find(({ kindId }) => kindId === 'networking.istio.io/VirtualService');
      const unreachable = slot?.resource
        .facts(coveredRoutes)
        .filter(({ isUnreachable }) => isUnreachable)
        .map(({ path }) => path);
      for (const path of unreachable ?? []) {
        for (const asked of [...PATHS, '/api/v1/x', '/a', '/img']) {
          const index = routed(mesh, 'red', 'one', asked).route?.index;
          assert.notEqual(`spec.http[${index}]`, path, `seed ${seed}: ${asked}`);
          compared++;
        }
      }
    }
    assert.ok(compared > 100, `${compared} requests were compared`);
  });

  it('lets nobody in by a DENY rule more', () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const { policies } = randomMesh(random);
      const extra = policy(random, 99).replace(/action: \w+/, 'action: DENY');
      const before = decisions(meshOfTexts(policies).mesh);
      const after = new Set(decisions(meshOfTexts([...policies, extra]).mesh));
      for (const line of before.filter((each) => each.endsWith('DENY')))
        assert.ok(after.has(line), `seed ${seed}: ${line}`);
    }
  });

  it('refuses plain text to a STRICT server and nothing else that a sidecar sends by itself', () => {
    const peer = (mesh: MtlsPeer['mesh']): MtlsPeer => ({ namespace: 'red', labels: new Map(), mesh });
    const texts = [
      randomMesh(new Random(1)).services.join('---\n'),
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: istio-system }\nspec: { mtls: { mode: STRICT } }\n',
    ];
    const { mesh } = meshOfTexts(texts);
    const ask = (client: MtlsPeer['mesh'], server: MtlsPeer['mesh']) =>
      mtls(mesh, {
        client: peer(client),
        service: 'one.red.svc.cluster.local',
        port: 80,
        server: peer(server),
      }).verdict;
    assert.equal(ask('none', 'sidecar'), 'rejected');
    assert.equal(ask('none', 'ambient'), 'rejected');
    for (const client of ['sidecar', 'ambient'] as const) {
      for (const server of ['sidecar', 'ambient', 'none'] as const) assert.equal(ask(client, server), 'ok');
    }
  });
});
