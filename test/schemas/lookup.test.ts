/** Not fixtures: the look-up is data behind features. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bug } from '../../server/src/base/bug.ts';
import type { KindId } from '../../server/src/base/kind-id.ts';
import { compareReleases } from '../../server/src/primitives/release-order.ts';
import { fieldDoc, kindDoc } from '../../server/src/schema/docs.ts';
import {
  allKinds,
  fieldAt,
  fieldPath,
  gatewayApiReleases,
  groupsOfOurs,
  istioReleases,
  kindIds,
  kindSchema,
  latestRelease,
} from '../../server/src/schema/lookup.ts';

const schema = (id: KindId) => kindSchema(id) ?? bug(`no schema for ${id}`);
const virtualService = schema('networking.istio.io/VirtualService');

describe('kinds', () => {
  it('are the 15 of Istio and those of every Gateway API bundle', () => {
    const families = Map.groupBy(allKinds(), (kind) => kind.family);
    assert.equal(families.get('istio')?.length, 15);
    assert.equal(families.get('gateway-api')?.length, 15);
    assert.deepEqual(
      kindIds(),
      allKinds().map((kind) => kind.id),
    );
    assert.equal(kindSchema('core/Service'), undefined);
    assert.ok(groupsOfOurs().includes('telemetry.istio.io'));
  });

  it('of one name are told apart by group', () => {
    assert.deepEqual(schema('networking.istio.io/Gateway').shortNames, ['gw']);
    assert.deepEqual(schema('gateway.networking.k8s.io/Gateway').shortNames, ['gtw']);
  });

  it('have a guide and an address', () => {
    for (const { id } of allKinds()) {
      const doc = kindDoc(id);
      for (const text of [doc?.about, doc?.when, doc?.needs, doc?.alone]) assert.ok(text, id);
      assert.match(doc?.url ?? '', /^https:\/\//);
    }
    assert.equal(kindDoc('core/Service'), undefined);
  });
});

describe('versions', () => {
  const names = (id: KindId, release: string, channel?: 'standard' | 'experimental') =>
    schema(id)
      .versions(release, channel)
      .map(({ name, served, storage }) => `${name}${served ? '' : ' not served'}${storage ? ' stored' : ''}`);

  it('come preferred first and follow the release', () => {
    assert.deepEqual(names('networking.istio.io/VirtualService', '1.31'), [
      'v1 stored',
      'v1beta1',
      'v1alpha3',
    ]);
    assert.deepEqual(names('networking.istio.io/VirtualService', '1.26'), [
      'v1',
      'v1beta1 stored',
      'v1alpha3',
    ]);
    assert.deepEqual(names('extensions.istio.io/TrafficExtension', '1.29'), []);
  });

  it('of a release between two bundles are those of the older one', () => {
    assert.deepEqual(names('gateway.networking.k8s.io/TLSRoute', 'v1.4.1'), ['v1alpha2 stored']);
    assert.deepEqual(names('gateway.networking.k8s.io/TLSRoute', 'v1.0.0'), ['v1alpha2 stored']);
  });

  it('differ by channel', () => {
    const id = 'gateway.networking.k8s.io/UDPRoute';
    assert.deepEqual(names(id, 'v1.6.1'), ['v1 stored', 'v1alpha2']);
    assert.deepEqual(names(id, 'v1.6.1', 'standard'), ['v1 stored', 'v1alpha2 not served']);
    assert.deepEqual(names(id, 'v1.3.0', 'standard'), []);
  });

  it('are ordered as numbers', () => {
    assert.equal(latestRelease(), istioReleases().at(-1));
    assert.ok(compareReleases('1.9', '1.22') < 0);
    assert.ok(compareReleases('v1.6', 'v1.6.0') === 0);
    assert.ok(compareReleases('1.31', 'next') < 0);
    assert.deepEqual([...gatewayApiReleases()].sort(compareReleases), gatewayApiReleases());
  });
});

describe('fields', () => {
  it('are found from the root, through lists and maps', () => {
    const steps = ['spec', 'http', 0, 'match', 1, 'headers', 'x-user', 'exact'];
    assert.equal(fieldAt(virtualService, steps)?.type, 'string');
    assert.equal(fieldPath(virtualService, steps), 'spec.http[].match[].headers{}.exact');
    assert.equal(fieldAt(virtualService, ['spec', 'http', 'match']), undefined);
    assert.equal(fieldPath(virtualService, ['spec', 'nothing']), undefined);
    assert.equal(fieldAt(virtualService, ['metadata', 'labels', 'app'])?.type, 'string');
    assert.equal(fieldAt(virtualService, ['apiVersion'])?.type, 'string');
    assert.equal(fieldAt(virtualService, []), virtualService.root);
  });

  it('come in the order of the reference', () => {
    const names = [...(fieldAt(virtualService, ['spec'])?.fields?.keys() ?? [])];
    assert.deepEqual(names, ['hosts', 'gateways', 'http', 'tls', 'tcp', 'exportTo']);
  });

  it('share equal subtrees', () => {
    const rule = schema('networking.istio.io/DestinationRule');
    const policy = fieldAt(rule, ['spec', 'trafficPolicy', 'outlierDetection']);
    assert.ok(policy);
    assert.equal(fieldAt(rule, ['spec', 'subsets', 0, 'trafficPolicy', 'outlierDetection']), policy);
  });
});

describe('documentation', () => {
  it('is found by path, with or without indexes', () => {
    const doc = fieldDoc(virtualService.id, 'spec.http[3].retries.perTryTimeout');
    assert.deepEqual(doc, fieldDoc(virtualService.id, 'spec.http[].retries.perTryTimeout'));
    assert.match(doc?.url ?? '', /networking\/virtual-service\/#HTTPRetry-per_try_timeout$/);
  });

  it('of list items and map values is that of the list or map', () => {
    assert.deepEqual(fieldDoc(virtualService.id, 'spec.hosts[0]'), fieldDoc(virtualService.id, 'spec.hosts'));
  });

  it('says what a shared message is', () => {
    assert.match(fieldDoc(virtualService.id, 'spec.http[].match[].uri')?.about ?? '', /exact/);
  });

  it('covers metadata of every kind, and nothing that does not exist', () => {
    assert.ok(fieldDoc('gateway.networking.k8s.io/Gateway', 'metadata.labels'));
    assert.equal(fieldDoc('gateway.networking.k8s.io/Gateway', 'spec.servers'), undefined);
    assert.equal(fieldDoc(virtualService.id, 'spec.servers'), undefined);
  });
});
