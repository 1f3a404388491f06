/** The graph after an edit, with what was kept of the one before, is the graph made from scratch. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GraphPlace, MeshGraph } from '../../server/src/graph/graph-builder.ts';
import { meshGraph } from '../../server/src/graph/mesh-graph.ts';
import { serviceSide } from '../../server/src/graph/service-side.ts';
import { type KeptAnswers, Mesh } from '../../server/src/semantics/mesh.ts';
import { Random } from '../engine/random.ts';
import { edits } from '../perf/edits.ts';
import { newWorkspace } from '../perf/loaded-workspace.ts';
import { makeMesh } from '../perf/mesh.ts';

const SERVICES = 12;
const EDITS = 50;

/** Each changes what some part of the graph is made of. */
const CHANGES: readonly (readonly [find: string | RegExp, put: string])[] = [
  ['weight: 90', 'weight: 80'],
  ['name: v1', 'name: v7'],
  ['kind: Service\n', 'kind: Servic\n'],
  ['kind: Deployment', 'kind: DaemonSet'],
  ['version: v1', 'version: v9'],
  [/action: ALLOW|rules:/, 'action: DENY\n  rules:'],
  ['mode: STRICT', 'mode: DISABLE'],
  ['istio-injection: enabled', 'istio-injection: disabled'],
  ['kind: VirtualService', 'kind: DestinationRule'],
  [/^[\s\S]*$/, ''],
  [/port: \d+/, 'port: 9999'],
];

/** Handles as text, so that graphs of two meshes can be compared. */
function plain({ nodes, edges }: MeshGraph): unknown {
  const place = (of: GraphPlace | undefined) =>
    of === undefined ? '' : `${of.resource.kindId} ${of.resource.namespace}/${of.resource.name} ${of.path}`;
  return [
    nodes.map((node) => ({ ...node, place: place(node.place) })),
    edges.map((edge) => ({ ...edge, place: place(edge.place) })),
  ];
}

describe('the graph over edits', () => {
  it('equals one from scratch, whatever is edited', () => {
    const random = new Random(5);
    const texts = [...makeMesh(SERVICES)];
    const workspace = newWorkspace();
    let kept: KeptAnswers | undefined;
    let reused = 0;
    workspace.apply(texts.map(([uri, text]) => ({ uri, text })));
    for (let edit = 0; edit < EDITS; edit += 1) {
      const [uri, text] = random.pick(texts);
      const [find, put] = random.pick(CHANGES);
      const isBack = random.below(3) === 0;
      const snapshot = workspace.apply([{ uri, text: isBack ? text : text.replace(find, put) }]);
      if (random.below(2) === 0) for (const _ of snapshot.analyze());
      const world = snapshot.worlds()[0];
      assert.ok(world !== undefined);
      const before = kept?.get('services of the graph')?.value;
      const mesh = new Mesh(world.reader(), kept);
      const fresh = new Mesh(world.reader());
      assert.deepEqual(plain(meshGraph(mesh)), plain(meshGraph(fresh)), `${uri}: ${find}`);
      assert.deepEqual(serviceSide(mesh).marks, serviceSide(fresh).marks);
      kept = mesh.keptAnswers;
      if (serviceSide(mesh) === before) reused += 1;
    }
    assert.ok(reused > EDITS / 10 && reused < EDITS, `${reused} of ${EDITS}`);
  });

  it('keeps services, workloads and policies when a route is edited', () => {
    const texts = [...makeMesh(SERVICES)];
    const workspace = newWorkspace();
    workspace.apply(texts.map(([uri, text]) => ({ uri, text })));
    const world = () => {
      const [first] = workspace.snapshot.worlds();
      assert.ok(first !== undefined);
      return first.reader();
    };
    const before = new Mesh(world());
    const side = serviceSide(before);
    const [uri, text] = texts.find(([, each]) => each.includes('kind: VirtualService')) ?? ['', ''];
    workspace.apply([{ uri, text: edits(text)[0] }]);
    assert.equal(serviceSide(new Mesh(world(), before.keptAnswers)), side);
  });
});
