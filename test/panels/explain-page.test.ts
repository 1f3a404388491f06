/** The explain panel: sentences with their lines, commands, and what has no words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExplainHead, ExplainItem } from '../../server/src/features/explain-page/explain-data.ts';
import { explainPage } from '../../server/src/features/explain-page/explain-page.ts';
import { contentOffset } from '../../server/src/features/panels/path-at.ts';
import { ask, said } from './ask.ts';

const MESH = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: books, namespace: shop }
spec: { template: { metadata: { labels: { app: books } }, spec: { containers: [] } } }
---
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: b-default, namespace: shop }
spec: { mtls: { mode: PERMISSIVE } }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: a-default, namespace: shop }
spec: { mtls: { mode: STRICT } }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: logs, namespace: shop }
spec: {}
`;

function page(at: string) {
  const asked = ask(explainPage, [MESH.replace(at, `‸${at}`)]);
  const head = asked.answer.head as ExplainHead;
  const items = asked.answer.items as readonly ExplainItem[];
  const text = head.state === 'empty' ? said(head.why) : head.title;
  return { text, items, textAt: asked.textAt };
}

describe('explain panel', () => {
  it('tells of a workload what applies to it, and what that lost against', () => {
    const { text, items } = page('kind: Deployment');
    assert.equal(text, 'Deployment shop/books');
    const said = items.map((item) =>
      item.sort === 'sentence' ? `${item.part}: ${item.text}` : item.command,
    );
    assert.deepEqual(said, [
      'What it does: Runs with a sidecar',
      'What it does: Is known to others as cluster.local/ns/shop/sa/default',
      'Whom it concerns: Called as books.shop.svc.cluster.local, port 80',
      'What applies to it: PeerAuthentication shop/a-default holds for its namespace',
      'What applies to it: Telemetry shop/logs holds for its namespace',
      'What it meets: PeerAuthentication shop/b-default does not count here: shop/a-default is of the same level and older, or comes first by name',
      'istioctl x describe pod POD_OF_BOOKS.shop',
    ]);
  });

  it('leads from each sentence to its line, and gives commands to copy', () => {
    const { text, items, textAt } = page('kind: Service');
    assert.equal(text, 'Service shop/books');
    const [first] = items;
    assert.ok(first?.sort === 'sentence' && first.place !== undefined);
    assert.equal(textAt(first.place), '[{ name: http, port: 80 }]');
    assert.ok(items.some((item) => item.sort === 'command' && item.command.startsWith('istioctl')));
  });

  it('says which kinds have words', () => {
    const proxies = MESH.replace(
      'telemetry.istio.io/v1\nkind: T',
      'networking.istio.io/v1beta1\nkind: ‸T',
    ).replace('‸Telemetry', '‸ProxyConfig');
    const head = ask(explainPage, [proxies]).answer.head as ExplainHead;
    assert.ok(head.state === 'empty');
    assert.match(said(head.why), /^There are no words for a ProxyConfig yet\. .*VirtualService/);
  });

  it('means the first word of a line when the cursor stands before it', () => {
    const text = 'a:\n    - b: c\n';
    assert.equal(contentOffset(text, 3), text.indexOf('b'));
    assert.equal(contentOffset(text, text.indexOf('c')), text.indexOf('c'));
    assert.equal(contentOffset(text, text.length), text.length);
    assert.equal(contentOffset('', 0), 0);
  });
});
