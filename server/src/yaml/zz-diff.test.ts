// Not a fixture: compares two parsers of ours with each other and with the `yaml` package on random text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument as parseWithYaml } from 'yaml';
import { fastParse } from './fast-parse.ts';
import type { YamlNode } from './node.ts';
import { parseDocument, parseTolerantly } from './parse-document.ts';
import { plainValue } from './plain-scalar.ts';
import { Reading } from './reading.ts';
import { randomManifest, seeded } from './testing/random-manifest.ts';

const RUNS = 8000;
const HEADER = { apiVersion: undefined, kind: undefined };

/** Our reading of the text, with strings in place of plain scalars, as YAML's failsafe schema has it. */
function texts(node: YamlNode | undefined): unknown {
  if (node === undefined) return null;
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'seq') return node.items.map((item) => texts(item.value));
  return node.entries.map(({ key, value }) => [key.text, texts(value)]);
}

function theirs(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, item]) => [key ?? '', theirs(item)]);
  if (Array.isArray(value)) return value.map(theirs);
  return value ?? '';
}

function mutate(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const kind = random();
  if (kind < 0.3) return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 3));
  const insert = ' \n:-#\'"{}[],&*!|>%@`?~0\t\r\\a'.charAt(Math.floor(random() * 26));
  return text.slice(0, at) + insert + text.slice(at);
}

describe('random documents', () => {
  it('read as the yaml package reads them', () => {
    const random = seeded(11);
    for (let run = 0; run < RUNS; run++) {
      const text = randomManifest(random);
      const document = parseDocument(text, HEADER);
      const expected = parseWithYaml(text, {
        schema: 'failsafe',
        uniqueKeys: false,
        keepSourceTokens: false,
      });
      assert.deepEqual(expected.errors.map(String), [], text);
      const problems = document.problems.filter(({ code }) => code !== 'ambiguous-scalar');
      assert.deepEqual(problems, [], text);
      assert.deepEqual(texts(document.root), theirs(expected.toJS({ mapAsMap: true })), text);
    }
  });

  it('are mostly for the fast parser, which reads them as the tolerant one does', () => {
    const random = seeded(12);
    let fast = 0;
    for (let run = 0; run < RUNS; run++) {
      const text = randomManifest(random);
      const reading = new Reading(text);
      const root = fastParse(reading);
      if (root === undefined) continue;
      fast++;
      const tolerant = parseTolerantly(text, HEADER);
      assert.deepEqual(root, tolerant.root, text);
      assert.deepEqual(reading.problems.tidy(text), tolerant.problems, text);
    }
    assert.ok(fast > RUNS / 3, `${fast} of ${RUNS}`);
  });

  it('never fool the fast parser when they are damaged', () => {
    const random = seeded(13);
    for (let run = 0; run < 2 * RUNS; run++) {
      let text = randomManifest(random);
      for (let count = 1 + Math.floor(random() * 2); count > 0; count--) text = mutate(text, random);
      const document = parseDocument(text, HEADER);
      assert.deepEqual(document, parseTolerantly(text, HEADER), text);
    }
  });

  it('have values by YAML 1.1 for plain scalars and strings for all others', () => {
    const random = seeded(14);
    const check = (node: YamlNode): void => {
      if (node.kind === 'seq') for (const item of node.items) check(item.value);
      else if (node.kind === 'map') for (const entry of node.entries) check(entry.value);
      else assert.equal(node.value, node.style === 'plain' ? plainValue(node.text) : node.text);
    };
    for (let run = 0; run < 500; run++) {
      const { root } = parseDocument(randomManifest(random), HEADER);
      if (root !== undefined) check(root);
    }
  });

  it('have ranges that hold what they are read from', () => {
    const random = seeded(15);
    for (let run = 0; run < 1000; run++) {
      const text = randomManifest(random);
      const { root } = parseDocument(text, HEADER);
      if (root !== undefined) checkRanges(root, text, { start: 0, end: text.length });
    }
  });
});

function checkRanges(
  node: YamlNode,
  text: string,
  within: { readonly start: number; readonly end: number },
): void {
  assert.ok(within.start <= node.start && node.start <= node.end && node.end <= within.end, text);
  if (node.kind === 'scalar') {
    const source = text.slice(node.start, node.end);
    if (node.style === 'plain') assert.equal(source.replace(/\s+/g, ' '), node.text.replace(/\s+/g, ' '));
    else
      assert.match(
        source,
        { single: /^'.*'$/s, double: /^".*"$/s, literal: /^\|/, folded: /^>/ }[node.style],
      );
  } else if (node.kind === 'seq') for (const item of node.items) checkRanges(item.value, text, node);
  else {
    for (const { key, value } of node.entries) {
      checkRanges(key, text, node);
      checkRanges(value, text, { start: key.end, end: node.end });
    }
  }
}

describe('truncated and damaged documents', () => {
  it('never throw, and keep offsets inside the text', () => {
    const random = seeded(16);
    for (let run = 0; run < 100; run++) {
      const text = randomManifest(random);
      const step = Math.max(1, Math.floor(text.length / 40));
      for (let length = 0; length <= text.length; length += step) checkAny(text.slice(0, length));
      for (let count = 0; count < 20; count++) checkAny(mutate(mutate(text, random), random));
    }
  });
});

function checkAny(text: string): void {
  const { root, problems } = parseDocument(text, HEADER);
  const demand = (isTrue: boolean, what: unknown): void => {
    if (!isTrue) assert.fail(JSON.stringify({ what, text }));
  };
  for (const problem of problems) {
    const { start, end } = problem;
    demand(0 <= start && start < end && start <= text.length, problem);
  }
  const check = (node: YamlNode): void => {
    demand(0 <= node.start && node.start <= node.end && node.end <= text.length, node);
    if (node.kind === 'seq') for (const item of node.items) check(item.value);
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        check(key);
        check(value);
      }
    }
  };
  if (root !== undefined) check(root);
}
