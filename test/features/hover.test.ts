/** Hover texts at one place each. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hover } from '../../server/src/features/hover/index.ts';
import { snapshotOf, URI, unmark } from './marked-text.ts';

function at(marked: string, config = {}): { readonly markdown: string; readonly word: string } | undefined {
  const { text, offset } = unmark(marked);
  const found = hover(snapshotOf(text, config), URI, offset);
  return found && { markdown: found.markdown, word: text.slice(found.range.start, found.range.end) };
}

const RULE = 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: a\n';
const ROUTE = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\n';

describe('hover', () => {
  test('the kind says when, with what, and what alone', () => {
    const found = at('apiVersion: networking.istio.io/v1\nkind: Virtual$0Service\n');
    assert.equal(found?.word, 'VirtualService');
    for (const part of [/\*\*When:\*\*/, /\*\*Needs:\*\*/, /\*\*Alone:\*\*/, /`vs`/, /\[Reference\]/]) {
      assert.match(found?.markdown ?? '', part);
    }
  });
  test('the API version lists what the target serves', () => {
    const found = at('apiVersion: networking.istio.io/v1al$0pha3\nkind: DestinationRule\n', {
      istioVersion: '1.29',
    });
    assert.match(
      found?.markdown ?? '',
      /Istio 1\.29 serves DestinationRule as\n\n- `networking\.istio\.io\/v1`: preferred/,
    );
  });
  test('an enum value is marked among all', () => {
    const found = at(
      `${RULE}spec:\n  host: a\n  trafficPolicy:\n    loadBalancer:\n      simple: RAN$0DOM\n`,
    );
    assert.equal(found?.word, 'RANDOM');
    assert.match(found?.markdown ?? '', /- \*\*`RANDOM`\*\* ✓: any/);
    assert.match(found?.markdown ?? '', /- `ROUND_ROBIN`: /);
  });
  test('a duration is said in words', () => {
    const text = `${RULE}spec:\n  host: a\n  trafficPolicy:\n    connectionPool:\n      tcp:\n        connectTimeout: 1m$030s\n`;
    assert.match(at(text)?.markdown ?? '', /^`1m30s` = 1 minute 30 seconds\n/);
  });
  test('a status code has its name', () => {
    const text =
      'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\nspec:\n  http:\n';
    const fault = `${text}    - fault: { abort: { httpStatus: 5$003, percentage: { value: 1 } } }\n`;
    assert.match(at(fault)?.markdown ?? '', /^`503` is \*\*Service Unavailable\*\*\n/);
    const retries = `${text}    - retries: { attempts: 5$003 }\n`;
    assert.doesNotMatch(at(retries)?.markdown ?? '', /Unavailable/);
  });
  test('policies of retries are explained one by one', () => {
    const text =
      'apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec:\n  http:\n    - retries: { retryOn: "5x$0x,503,mystery" }\n';
    assert.match(
      at(text)?.markdown ?? '',
      /^Tries again on\n- `5xx`: answers 5xx, and no answer at all\n- `503`: Service Unavailable\n\n/,
    );
  });
  test('required, default, since', () => {
    assert.match(at(`${RULE}spec:\n  ho$0st: a\n`)?.markdown ?? '', /\n---\n\n\*\*host\*\* · string/);
    const tunnel = at(`${RULE}spec:\n  trafficPolicy:\n    tunnel:\n      target$0Host: a\n`);
    assert.match(tunnel?.markdown ?? '', /^\*\*targetHost\*\* · string · required/);
    const budget = at(`${RULE}spec:\n  trafficPolicy:\n    retry$0Budget: {}\n`);
    assert.match(budget?.markdown ?? '', /since Istio 1\.27/);
  });
  test('a deprecated field says what to use', () => {
    const text =
      'apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec:\n  http:\n    - mirror$0Percent: 1\n';
    assert.match(at(text)?.markdown ?? '', /\*\*Deprecated:\*\* .*mirrorPercentage/);
  });
  test('stages below the kind', () => {
    const text =
      'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nspec:\n  rules:\n    - from:\n        - source:\n            trust$0Domains: [a]\n';
    assert.match(at(text)?.markdown ?? '', /· extended/);
  });
  test('links lead to the target release, for newer fields to the newest pages', () => {
    const old = { istioVersion: '1.28' };
    assert.match(at(`${RULE}spec:\n  ho$0st: a\n`, old)?.markdown ?? '', /istio\.io\/v1\.28\/docs/);
    assert.match(
      at(`${RULE}spec:\n  trafficPolicy:\n    retry$0Budget: {}\n`, old)?.markdown ?? '',
      /istio\.io\/latest\/docs/,
    );
  });
  test('Gateway API: type, default, channel, link', () => {
    const path = at(`${ROUTE}spec:\n  rules:\n    - matches:\n        - path:\n            ty$0pe: Exact\n`);
    assert.match(path?.markdown ?? '', /^\*\*type\*\* · enum\n\nDefault: `PathPrefix`/);
    assert.match(path?.markdown ?? '', /gateway-api\.sigs\.k8s\.io/);
    const retry = at(`${ROUTE}spec:\n  rules:\n    - re$0try: {}\n`);
    assert.match(retry?.markdown ?? '', /experimental channel/);
  });
  test('metadata, and keys of maps', () => {
    assert.match(at(RULE.replace('name', 'na$0me'))?.markdown ?? '', /^\*\*name\*\* · string/);
    const label = at(RULE.replace('name: a', 'labels: {ap$0p: a}'));
    assert.match(label?.markdown ?? '', /^\*\*labels\*\* · map of strings/);
  });
  test('items of a List and later documents', () => {
    const text = `kind: X\napiVersion: y/v1\n---\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: security.istio.io/v1\n    kind: PeerAuthentication\n    spec:\n      mt$0ls: {}\n`;
    const found = at(text);
    assert.equal(found?.word, 'mtls');
    assert.match(found?.markdown ?? '', /^\*\*mtls\*\*/);
  });
  test('nothing on blanks, unknown fields, open values, foreign objects', () => {
    assert.equal(at(`${RULE}spec:\n $0 host: a\n`), undefined);
    assert.equal(at(`${RULE}spec:\n  nonsen$0se: a\n`), undefined);
    assert.equal(at('apiVersion: example.com/v1\nkind: Thi$0ng\n'), undefined);
    assert.equal(at('apiVersion: v1\nkind: Service\nspec:\n  typ$0e: x\n'), undefined);
  });
});
