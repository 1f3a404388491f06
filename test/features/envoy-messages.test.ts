/** Messages of the proxy inside patches: no fixture, because what is tested is the way from one schema into another. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hover } from '../../server/src/features/hover/index.ts';
import { complete, snapshotOf, URI, unmark } from './marked-text.ts';

const filter = (applyTo: string, value: string) => `apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: a, namespace: shop }
spec:
  configPatches:
    - applyTo: ${applyTo}
      patch:
        operation: INSERT_FIRST
        value:
${value.replace(/^(?=.)/gm, '          ')}
`;

const LUA = `name: envoy.filters.http.lua
typed_config:
  "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
  default_source_code: { inline_string: x }`;

function hoverAt(marked: string) {
  const { text, offset } = unmark(marked);
  return hover(snapshotOf(text), URI, offset)?.markdown ?? '';
}

const labelsAt = (marked: string) => complete(marked).labels();

describe('hover in the value of a patch', () => {
  it('explains a field of the message that the patch changes', () => {
    assert.match(hoverAt(filter('CLUSTER', 'connect_time$0out: 1s')), /duration/);
    assert.match(hoverAt(filter('CLUSTER', 'lbPol$0icy: RING_HASH')), /RING_HASH/);
  });

  it('goes on in the extension that the type names', () => {
    const text = hoverAt(filter('HTTP_FILTER', LUA.replace('inline_string', 'inline_$0string')));
    assert.match(text, /\*\*inline_string\*\*/);
  });

  it('says nothing of what no message has', () => {
    assert.equal(hoverAt(filter('CLUSTER', 'no_such_fie$0ld: 1')), '');
    assert.equal(hoverAt(filter('NO_SUCH', 'connect_time$0out: 1s')), '');
  });
});

describe('completion in the value of a patch', () => {
  it('offers fields of the message', () => {
    const labels = labelsAt(filter('CLUSTER', 'connect_timeout: 1s\n$0'));
    assert.ok(labels.includes('lb_policy') && labels.includes('circuit_breakers'), labels.join(', '));
    assert.ok(!labels.includes('connect_timeout'), 'it is written already');
  });

  it('offers fields of the extension', () => {
    const labels = labelsAt(filter('HTTP_FILTER', `${LUA}\n  $0`));
    assert.ok(labels.includes('source_codes'), labels.join(', '));
    assert.ok(!labels.includes('@type'), 'it is written already');
  });

  it('offers names of enums', () => {
    assert.ok(labelsAt(filter('CLUSTER', 'lb_policy: $0')).includes('RING_HASH'));
  });

  it('offers the type that the name of the extension stands for first', () => {
    const marked = filter('HTTP_FILTER', 'name: envoy.filters.http.lua\ntyped_config:\n  "@type": $0');
    const [first] = complete(marked).items.toSorted((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
    assert.equal(first?.label, 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua');
  });

  it('writes the type in quotes, which YAML asks for', () => {
    const marked = filter('HTTP_FILTER', 'name: envoy.filters.http.lua\n$0');
    assert.match(complete(marked).accept('typed_config'), /typed_config:\n {12}"@type": \$1/);
  });

  it('offers nothing in a message that is not known', () => {
    assert.deepEqual(labelsAt(filter('NO_SUCH', 'name: a\n$0')), []);
  });
});
