import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsOnlyOurDocuments } from './holds-only-our-documents.ts';

const route = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\n';
const http = '# a comment first\napiVersion: "gateway.networking.k8s.io/v1" # quoted\nkind: HTTPRoute\n';
const service = 'apiVersion: v1\nkind: Service\n';

test('files of Istio and Gateway API documents are ours', () => {
  assert.equal(holdsOnlyOurDocuments(route), true);
  assert.equal(holdsOnlyOurDocuments(`${route}---\n${http}`), true);
  assert.equal(
    holdsOnlyOurDocuments(`---\n# nothing\n---\n${route}--- # end\n`.replaceAll('\n', '\r\n')),
    true,
  );
});

test('one foreign document leaves the whole file to others', () => {
  assert.equal(holdsOnlyOurDocuments(`${route}---\n${service}`), false);
  assert.equal(holdsOnlyOurDocuments('apiVersion: networking.k8s.io/v1\nkind: Ingress\n'), false);
  assert.equal(holdsOnlyOurDocuments('apiVersion: notistio.io/v1\nkind: Thing\n'), false);
});

test('a group that stands deeper does not make a document ours', () => {
  assert.equal(holdsOnlyOurDocuments(`kind: List\nitems:\n  - ${route.replaceAll('\n', '\n    ')}`), false);
});

test('empty files are nobody’s', () => {
  assert.equal(holdsOnlyOurDocuments(''), false);
  assert.equal(holdsOnlyOurDocuments('# only a comment\n---\n'), false);
});
