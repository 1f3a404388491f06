/** No fixture: a tree is judged branch by branch, as it is opened. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MeshTree, type TreeNode } from '../../server/src/features/mesh-tree/mesh-tree.ts';
import { snapshotOf } from './marked-text.ts';

const SHOP = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  http: [{ route: [{ destination: { host: crat } }] }]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec: { host: cart }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
---
apiVersion: v1
kind: Secret
metadata: { name: key, namespace: elsewhere }
`;

function treeOf(text: string): MeshTree {
  const snapshot = snapshotOf(text);
  for (const _ of snapshot.analyze());
  return new MeshTree(snapshot);
}

/** Two blanks a level, with what stands beside the label. */
function drawn(tree: MeshTree, nodes = tree.roots(), depth = 0): readonly string[] {
  return nodes.flatMap((node) => [
    '  '.repeat(depth) + lineOf(node),
    ...(node.hasChildren ? drawn(tree, tree.children(node.id), depth + 1) : []),
  ]);
}

function lineOf({ label, description, findings }: TreeNode): string {
  return `${label} (${description})${findings === undefined ? '' : ` ${findings.worst} ${findings.count}`}`;
}

describe('the tree of the mesh', () => {
  it('shows worlds, namespaces and groups, each with what is wrong below', () => {
    assert.deepEqual(drawn(treeOf(SHOP)).slice(1), [
      '  istio-system (1 object)',
      '    Policies (1)',
      '      default (PeerAuthentication)',
      '  shop (3 objects) error 1',
      '    Services (1)',
      '      cart (Service)',
      '    Routes (2) error 1',
      '      cart (DestinationRule)',
      '      cart (VirtualService) error 1',
    ]);
  });

  it('leads to the line of the name', () => {
    const tree = treeOf(SHOP);
    const leaves: TreeNode[] = [];
    const walk = (nodes: readonly TreeNode[]) => {
      for (const node of nodes) {
        if (node.place !== undefined) leaves.push(node);
        walk(node.hasChildren ? tree.children(node.id) : []);
      }
    };
    walk(tree.roots());
    assert.deepEqual(
      leaves.map(({ place }) => SHOP.slice(place?.range.start, place?.range.end)),
      ['default', 'cart', 'cart', 'cart'],
    );
  });

  it('knows its nodes again after an edit, and nothing of others', () => {
    const [before] = treeOf(SHOP).roots();
    const edited = treeOf(SHOP.replace('host: crat', 'host: cart'));
    assert.equal(edited.roots()[0]?.id, before?.id);
    assert.equal(edited.roots()[0]?.findings, undefined);
    assert.deepEqual(edited.children('["gone"]'), []);
    assert.deepEqual(edited.children('no id'), []);
  });

  it('has nothing for a folder without a mesh', () => {
    assert.deepEqual(treeOf('apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n').roots(), []);
  });

  it('shows hostile names as text that can be seen', () => {
    const name = '<img src=x onerror=alert(1)> \\u202e$(alert)\\u0000';
    const text = `apiVersion: v1\nkind: Service\nmetadata: { name: "${name}", namespace: a }\n`;
    const label = drawn(treeOf(text)).at(-1)?.trim();
    assert.equal(label, '<img src=x onerror=alert(1)> ⟨U+202E⟩$(alert)⟨U+0000⟩ (Service)');
  });

  it('says what the files hold already', () => {
    assert.deepEqual(treeOf(SHOP).contents(), { mesh: true, observed: false, routed: true, secured: true });
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n';
    assert.equal(treeOf(service).contents().mesh, false);
  });
});
