/** Format Document and Format Selection: blanks change, meaning and comments do not. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { OffsetRange } from '../../server/src/base/offset-range.ts';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { SKELETONS } from '../../server/src/features/completion/patterns/patterns.ts';
import { format } from '../../server/src/features/format/format.ts';
import { kindSchema } from '../../server/src/schema/lookup.ts';
import { nodeToJson } from '../../server/src/yaml/to-json.ts';
import { Random } from '../engine/random.ts';
import { snapshotOf, URI } from './marked-text.ts';

function formatted(text: string, tabSize = 2, range?: OffsetRange): string {
  return applyEdits(text, format(snapshotOf(text), URI, { tabSize }, range).edits);
}

function values(text: string): string {
  const documents = snapshotOf(text).file(URI)?.documents ?? [];
  return JSON.stringify(documents.map(({ document: { root } }) => root && nodeToJson(root)));
}

function ink(text: string): string {
  return text.replace(/\s+/g, '');
}

function assertHolds(text: string): void {
  const once = formatted(text);
  assert.equal(values(once), values(text), text);
  assert.equal(ink(once), ink(text));
  assert.equal(formatted(once), once, `not settled:\n${text}`);
}

const HEAD = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\n';

describe('format', () => {
  test('says what it leaves alone, and lays out the documents beside it', () => {
    const ours = `${HEAD}metadata: { name: cart }\nspec:\n    hosts: [cart]\n`;
    const others = [
      ['broken', `${HEAD}spec:\n  hosts: [cart\n`],
      ['foreign', 'kind: Other\napiVersion: example.com/v1\n'],
      ['json', '{ "apiVersion": "networking.istio.io/v1", "kind": "Gateway" }\n'],
      ['template', `${HEAD}metadata: { name: {{ .Values.name }} }\n`],
    ] as const;
    const text = [ours, ...others.map(([, other]) => `# about\n${other}`), ours].join('---\n');
    const { left } = format(snapshotOf(text), URI, { tabSize: 2 });
    const lines = left.map(({ at, why }) => [why, text.slice(at, text.indexOf('\n', at) + 1)]);
    assert.deepEqual(
      lines,
      others.map(([why, other]) => [why, other.slice(0, other.indexOf('\n') + 1)]),
    );
    assert.equal(formatted(text).split('\n  hosts: [cart]\n').length, 3);
  });

  test('leaves a selected key that is there twice where it stands', () => {
    const text = `${HEAD}spec:\n  hosts: [cart]\n  hosts: [pay]\n`;
    const start = text.indexOf('  hosts: [pay]');
    assert.equal(formatted(text, 2, { start, end: text.length }), text);
  });

  test('lays out maps, lists, comments and blanks', () => {
    const text = `\n\n${HEAD}metadata:
    name:   cart   
    # where it lives
    namespace: shop
spec:
        hosts:
           -   cart
           # one more
           - shop.example
        http:
           -   name: all
               route:
                   - destination: {host: cart,
                       subset: v1}
               # the last word
# end

`;
    assert.equal(
      formatted(text),
      `${HEAD}metadata:
  name: cart
  # where it lives
  namespace: shop
spec:
  hosts:
    - cart
    # one more
    - shop.example
  http:
    - name: all
      route:
        - destination: {host: cart,
            subset: v1}
      # the last word
# end
`,
    );
    assertHolds(text);
    assertHolds(text.replaceAll('\n', '\r\n'));
  });

  test('keeps the way the document writes its lists, and takes the size of a level', () => {
    const text = `${HEAD}spec:\n  hosts:\n  - cart\n  http:\n  - route:\n    - destination:\n        host: cart\n`;
    assert.equal(formatted(text), text);
    assert.equal(
      formatted(text, 4),
      `${HEAD}spec:\n    hosts:\n    - cart\n    http:\n    - route:\n      - destination:\n            host: cart\n`,
    );
  });

  test('moves block scalars whole, with and without an indicator', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio }\ndata:\n    mesh: |\n        a: 1   \n          b: 2\n\n    more: |2\n        x\n       y\n    last: >-\n      folded\n      text\n`;
    assert.equal(
      formatted(text),
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio }\ndata:\n  mesh: |\n      a: 1   \n        b: 2\n\n  more: |2\n      x\n     y\n  last: >-\n    folded\n    text\n`,
    );
    assertHolds(text);
  });

  test('leaves alone what is broken, foreign, a template or JSON', () => {
    for (const text of [
      `${HEAD}spec:\n      hosts: [cart\n`,
      `${HEAD}spec:\n      hosts:\n\t- cart\n`,
      'apiVersion: example.com/v1\nkind: Thing\nspec:\n      a:   1\n',
      'a:\n      b:   1\n',
      `${HEAD}metadata:\n      name: {{ .Values.name }}\n`,
      '{ "apiVersion": "networking.istio.io/v1",\n      "kind":   "VirtualService" }\n',
    ])
      assert.equal(formatted(text), text);
    const ours = `${HEAD}metadata:\n    name: a\n`;
    const broken = `${HEAD}spec:\n      hosts: [cart\n`;
    assert.equal(formatted(`${ours}---\n${broken}`), `${HEAD}metadata:\n  name: a\n---\n${broken}`);
  });

  test('a range changes its lines only', () => {
    const text = `${HEAD}metadata:\n  name:   a\n  namespace:   b\n`;
    const start = text.indexOf('name:   a');
    assert.equal(
      formatted(text, 2, { start, end: start + 9 }),
      `${HEAD}metadata:\n  name: a\n  namespace:   b\n`,
    );
  });
});

describe('a pasted block', () => {
  const above = `${HEAD}spec:\n  hosts: [cart]\n  http:\n    - route:\n        - destination:\n            host: cart\n`;
  const below = '  exportTo:\n    - "."\n';

  function pasted(block: string, before = above, after = below): string {
    return formatted(before + block + after, 2, {
      start: before.length,
      end: before.length + block.length,
    });
  }

  test('moves beside its new neighbours', () => {
    const block = '- route:\n    - destination:\n        host: late\n';
    const moved = '    - route:\n        - destination:\n            host: late\n';
    assert.equal(pasted(block), above + moved + below);
    assert.equal(pasted(moved), above + moved + below);
  });

  test('keeps the column of its first line when the others came from elsewhere', () => {
    const block = '      timeout: 5s\n          retries:\n            attempts: 2\n';
    const moved = '      timeout: 5s\n      retries:\n        attempts: 2\n';
    assert.equal(pasted(block), above + moved + below);
  });

  test('stays when its surroundings are broken or nothing fits', () => {
    const block = '- route:\n  - destination:\n      host: late\n';
    const broken = above.replace('[cart]', '[cart');
    assert.equal(pasted(block, broken), broken + block + below);
    assert.equal(pasted('} ]\n'), `${above}} ]\n${below}`);
  });
});

const DOCUMENTS = [...SKELETONS].map(([id, { body }]) => {
  const kind = kindSchema(id);
  const version = kind?.versions(kind.family === 'istio' ? '1.31' : 'v1.3.0')[0]?.name ?? 'v1';
  return `apiVersion: ${kind?.group}/${version}\nkind: ${kind?.kind}\n${body}\n`;
});

/** Other blanks and comments in places where they usually mean nothing. */
function mangled(text: string, random: Random): string {
  const factor = random.pick([1, 2, 3]);
  const lines = text.split('\n').map((line) => {
    const indent = line.length - line.trimStart().length;
    let own = ' '.repeat(indent * factor) + line.trimStart();
    if (random.chance(0.1)) own = own.replace(': ', ':   ');
    if (random.chance(0.1)) own += '  ';
    if (random.chance(0.05)) own = `${' '.repeat(random.below(9))}# note\n${own}`;
    if (random.chance(0.05)) own = ` ${own}`;
    if (random.chance(0.02)) own += '\n';
    return own;
  });
  return lines.join(random.chance(0.3) ? '\r\n' : '\n');
}

test('whatever the blanks, the meaning and the comments stay, and formatting twice is formatting once', () => {
  const random = new Random(5_06);
  let changed = 0;
  for (let run = 0; run < 600; run++) {
    const text = mangled(`${random.pick(DOCUMENTS)}---\n${random.pick(DOCUMENTS)}`, random);
    const whole = random.chance(0.2) ? text.slice(0, random.below(text.length)) : text;
    assertHolds(whole);
    if (formatted(whole) !== whole) changed++;
    const start = random.below(whole.length + 1);
    const part = { start, end: start + random.below(200) };
    const broken = snapshotOf(whole)
      .file(URI)
      ?.documents.some(({ document }) => document.problems.length > 0);
    if (broken !== true) assert.equal(values(formatted(whole, 2, part)), values(whole));
  }
  assert.ok(changed > 200, `only ${changed} changed`);
});

const SAMPLES = new URL('../../../shared/corpus/samples/', import.meta.url);

test('files of the field keep their values', {
  skip: existsSync(SAMPLES) ? false : 'shared/corpus/samples is missing',
}, () => {
  const names = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  assert.ok(names.length > 0);
  for (const name of names.slice(0, 400)) assertHolds(readFileSync(new URL(name, SAMPLES), 'utf8'));
});
