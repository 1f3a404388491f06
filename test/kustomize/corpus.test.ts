/** Builds print what the real tool printed, and every value comes from the text that was proved to decide it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { childPath, itemPath } from '../../server/src/base/node-path.ts';
import {
  type Build,
  buildKustomization,
  builtObjectToJson,
  leavesOf,
} from '../../server/src/kustomize/build.ts';
import { memorySource } from './memory-source.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/corpus/kustomize/', import.meta.url));
const CASES = join(FOLDER, 'cases.json');
/** Facts that name an object by a text which a second object of the same name decides, too. */
const DOUBTFUL_FACTS: ReadonlySet<string> = new Set([
  'nest-three',
  'repl-lists-ok',
  'repl-number-into-string',
]);

interface Case {
  readonly id: string;
  readonly dir: string;
  readonly title: string;
}

interface Fact {
  readonly resource: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  };
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

interface Expected {
  readonly resources?: readonly unknown[];
  readonly error?: { readonly class: string; readonly file?: string; readonly line?: number };
  readonly provenance?: readonly Fact[];
  readonly unresolved?: readonly {
    readonly kind: string;
    readonly effect: string;
    readonly file: string;
    readonly line: number;
  }[];
}

describe('kustomize corpus', { skip: !existsSync(CASES) && '../shared/corpus is not here' }, () => {
  for (const { id, dir, title } of cases()) {
    it(`${id} ${title}`, () => {
      const root = join(FOLDER, 'cases', id);
      const files = filesIn(root);
      const build = buildKustomization(dir === '.' ? '' : dir, memorySource(files));
      const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected;
      checkError(build, expected, files);
      if (expected.error !== undefined) return;
      assert.deepEqual(build.objects.map(builtObjectToJson), expected.resources);
      checkUnresolved(build, expected, files);
      if (!DOUBTFUL_FACTS.has(id)) checkFacts(build, expected, files);
    });
  }
});

function cases(): readonly Case[] {
  return existsSync(CASES) ? (JSON.parse(readFileSync(CASES, 'utf8')) as Case[]) : [];
}

function filesIn(root: string, folder = root): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) Object.assign(files, filesIn(root, path));
    else if (name !== 'expected.json')
      files[relative(root, path).replaceAll('\\', '/')] = readFileSync(path, 'utf8');
  }
  return files;
}

function lineOf(
  files: Readonly<Record<string, string>>,
  { file, start }: { file: string; start: number },
): string {
  return `${file}:${new LineIndex(files[file] ?? '').positionAt(start).line}`;
}

function checkError(build: Build, { error }: Expected, files: Readonly<Record<string, string>>): void {
  assert.deepEqual(build.errors[0]?.class, error?.class);
  const [first] = build.errors;
  if (first !== undefined && error?.file !== undefined)
    assert.equal(lineOf(files, first), `${error.file}:${error.line}`);
}

function checkUnresolved(
  build: Build,
  { unresolved = [] }: Expected,
  files: Readonly<Record<string, string>>,
): void {
  const found = build.unresolved.map((part) => `${part.kind} ${part.effect} ${lineOf(files, part)}`);
  const wanted = unresolved.map(({ kind, effect, file, line }) => `${kind} ${effect} ${file}:${line}`);
  assert.deepEqual(found.sort(), wanted.sort());
}

function checkFacts(
  build: Build,
  { provenance = [] }: Expected,
  files: Readonly<Record<string, string>>,
): void {
  const places = new Map<string, string>();
  for (const { root } of build.objects) {
    const { apiVersion, kind, metadata } = builtObjectToJson({ root }) as never as {
      readonly apiVersion: string;
      readonly kind: string;
      readonly metadata: { readonly name: string; readonly namespace?: string };
    };
    const name = `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
    for (const { steps, tree } of leavesOf(root)) {
      const path = steps.reduce<string>(
        (at, step) => (typeof step === 'number' ? itemPath(at, step) : childPath(at, step)),
        '',
      );
      places.set(`${name} ${path}`, lineOf(files, tree.origin));
    }
  }
  for (const { resource, path, file, line } of provenance) {
    const { apiVersion, kind, namespace = '', name } = resource;
    const key = `${apiVersion} ${kind} ${namespace}/${name} ${path}`;
    assert.equal(places.get(key), `${file}:${line}`, key);
  }
}
