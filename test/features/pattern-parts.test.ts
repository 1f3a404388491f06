/** Parts of patterns inside a resource: indented for the place, and right for the schema. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { type CompletionItem, completion } from '../../server/src/features/completion/index.ts';
import { meshWorkspace, unmark } from './marked-text.ts';

const URI = 'file:///mesh/here.yaml';

/** The patterns that are offered at the mark, each with the text that accepting it leaves. */
function accepted(marked: string): readonly (readonly [CompletionItem, string])[] {
  const { text, offset } = unmark(marked);
  const workspace = meshWorkspace(new Map());
  const { items } = completion(workspace.apply([{ uri: URI, text }]), URI, offset);
  return items
    .filter(({ context }) => context === 'pattern')
    .map((item) => {
      const left = applyEdits(text, [{ range: item.range, newText: item.insertText }])
        .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
        .replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
        .replaceAll(/\$0/g, '');
      return [item, left] as const;
    });
}

function problems(text: string): readonly string[] {
  const workspace = meshWorkspace(new Map());
  const snapshot = workspace.apply([{ uri: URI, text }]);
  for (const _ of snapshot.analyze());
  return snapshot
    .findings(URI)
    .filter(({ severity, rule }) => severity === 'error' && /^(?:yaml|schema)\//.test(rule))
    .map(({ message }) => message);
}

const head = (kind: string, group = 'networking.istio.io/v1') =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata:\n  name: cart\nspec:\n`;

const PLACES: readonly (readonly [what: string, text: string, least: number])[] = [
  ['routes', `${head('VirtualService')}  hosts: [cart]\n  http:\n    $0\n`, 10],
  ['parts of a route', `${head('VirtualService')}  hosts: [cart]\n  http:\n    - name: a\n      $0\n`, 5],
  ['policies', `${head('DestinationRule')}  host: cart\n  $0\n`, 5],
  ['servers', `${head('Gateway')}  selector: { istio: ingressgateway }\n  servers:\n    $0\n`, 4],
  ['rules', `${head('AuthorizationPolicy', 'security.istio.io/v1')}  rules:\n    $0\n`, 5],
  ['rules of routes', `${head('HTTPRoute', 'gateway.networking.k8s.io/v1')}  rules:\n    $0\n`, 4],
];

describe('parts of patterns', () => {
  for (const [what, text, least] of PLACES) {
    test(`${what} fit the place`, () => {
      const offered = accepted(text);
      assert.ok(
        offered.length >= least,
        `${offered.length}: ${offered.map(([{ label }]) => label).join(', ')}`,
      );
      for (const [{ label }, left] of offered) assert.deepEqual(problems(left), [], `${label}\n${left}`);
    });
  }

  test('they are about the host of the resource', () => {
    const [, left] =
      accepted(`${head('VirtualService')}  hosts: [cart]\n  http:\n    $0\n`).find(([{ label }]) =>
        label.includes('canary release'),
      ) ?? assert.fail('no canary');
    assert.match(left, /^ {4}- route:\n {8}- destination:\n {12}host: cart\n/m);
  });

  test('what is written already is not offered', () => {
    const written = accepted(`${head('DestinationRule')}  host: cart\n  trafficPolicy: {}\n  $0\n`);
    assert.ok(written.every(([{ label }]) => !label.startsWith('trafficPolicy')));
  });
});
