/** Runs one fixture case through the real engine and compares what is found with what is drawn. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import type { Rule } from '../../server/src/rules/define-rule.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { type OfferedFix, offerFixes } from '../../server/src/rules/offer-fixes.ts';
import { RULES } from '../../server/src/rules/registry.generated.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../../server/src/workspace/world-config.ts';
import { type Expectation, type FixtureCase, type FixtureFile, parseFixture } from './fixture-format.ts';

export type LineEnding = '\n' | '\r\n';

/** An analyzed workspace of the case's files. `rule` runs with those that it supersedes and those that the case names; without it all run. */
export function openCase(
  test: FixtureCase,
  newline: LineEnding,
  rule?: string,
): { snapshot: Snapshot; workspace: Workspace } {
  const rules = rule === undefined ? RULES : rulesOf(test, rule);
  const environment = ruleEnvironment((check, _slot, error) => {
    throw new Error(`rule ${check.id} threw`, { cause: error });
  }, rules);
  const config = worldConfig(test);
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config }],
    severity: () => undefined,
  });
  const files = [...test.worlds.flatMap(sharedWorld), ...test.files].filter(
    (file) => file.options['mesh'] === undefined,
  );
  const snapshot = workspace.apply(
    files.map((file) => ({ uri: file.path, text: textOf(file, newline), isExplicit: true })),
  );
  for (const _ of snapshot.analyze());
  return { snapshot, workspace };
}

function rulesOf({ others }: FixtureCase, own: string): readonly Rule[] {
  for (const id of others) {
    assert.ok(
      RULES.some((rule) => rule.id === id),
      `"#@ with:" names the unknown rule "${id}"`,
    );
  }
  const superseded = RULES.find(({ id }) => id === own)?.supersedes ?? [];
  return RULES.filter(({ id }) => id === own || others.includes(id) || superseded.includes(id));
}

export function textOf(file: FixtureFile, newline: LineEnding): string {
  return `${file.lines.join(newline)}${newline}`;
}

function sharedWorld(name: string): readonly FixtureFile[] {
  const text = readFileSync(new URL(`../worlds/${name}.yaml`, import.meta.url), 'utf8');
  return [
    { path: `/worlds/${name}.yaml`, options: {}, lines: text.split('\n'), expectations: [], cursors: [] },
  ];
}

function worldConfig(test: FixtureCase): WorldConfig {
  const config: Record<string, unknown> = { ...DEFAULT_WORLD_CONFIG, preset: 'all' };
  if (test.istio !== undefined) config['istioVersion'] = test.istio;
  for (const [key, value] of Object.entries(test.settings)) {
    assert.ok(key in config, `unknown setting "${key}" in a fixture`);
    config[key] = typeof config[key] === 'string' ? value : JSON.parse(value);
  }
  const namespaces = new Set(
    test.files.map((file) => file.options['namespace']).filter((name) => name !== undefined),
  );
  assert.ok(namespaces.size <= 1, 'a world has one default namespace: use one `namespace=` in a case');
  for (const namespace of namespaces) config['defaultNamespace'] = namespace;
  return config as unknown as WorldConfig;
}

/** Fails when a drawn finding is missing or an undrawn one appears; the message shows the case as it should be. */
export function checkFindings(test: FixtureCase, snapshot: Snapshot): void {
  for (const file of test.files) {
    if (file.options['mesh'] !== undefined) continue;
    const actual = actualMarks(file, snapshot);
    const wanted = file.expectations.filter((expectation) => expectation.severity !== 'related');
    const missing = wanted.filter((expectation) => !actual.some((mark) => fits(mark, expectation)));
    const extra = actual.filter((mark) => !wanted.some((expectation) => fits(mark, expectation)));
    const related = relatedMarks(test, file, snapshot);
    const missingRelated = file.expectations
      .filter((expectation) => expectation.severity === 'related')
      .filter((expectation) => !related.some((mark) => fits(mark, expectation)));
    if (missing.length + extra.length + missingRelated.length === 0) continue;
    assert.fail(
      `${file.path}: ${missing.length + missingRelated.length} drawn finding(s) missing, ${extra.length} not drawn. It should read:\n\n${draw(file, [...actual, ...related.filter((mark) => file.expectations.some((e) => e.severity === 'related' && e.rule === mark.rule))])}`,
    );
  }
}

interface Mark extends Expectation {
  readonly message: string;
}

function actualMarks(file: FixtureFile, snapshot: Snapshot): readonly Mark[] {
  return snapshot
    .findings(file.path)
    .map((finding) => markOf(file, snapshot, finding, finding.range, finding.severity));
}

function relatedMarks(test: FixtureCase, file: FixtureFile, snapshot: Snapshot): readonly Mark[] {
  return test.files
    .flatMap((other) => (other.options['mesh'] === undefined ? snapshot.findings(other.path) : []))
    .flatMap((finding) =>
      finding.related
        .filter((related) => related.uri === file.path)
        .map((related) => markOf(file, snapshot, finding, related.range, 'related')),
    );
}

function markOf(
  file: FixtureFile,
  snapshot: Snapshot,
  finding: PublishedFinding,
  range: { readonly start: number; readonly end: number },
  severity: string,
): Mark {
  const index = new LineIndex(snapshot.file(file.path)?.text ?? '');
  const start = index.positionAt(range.start);
  const end = index.positionAt(range.end);
  const lineLength = file.lines[start.line]?.length ?? 0;
  const endColumn = end.line === start.line ? Math.min(end.character, lineLength) : lineLength;
  return {
    severity,
    rule: finding.rule,
    key: finding.messageKey,
    substring: undefined,
    message: finding.message,
    place: { line: start.line, start: start.character, end: Math.max(endColumn, start.character) },
  };
}

function fits(mark: Mark, expectation: Expectation): boolean {
  if (mark.severity !== expectation.severity || mark.rule !== expectation.rule) return false;
  if (expectation.key !== undefined && expectation.key !== mark.key) return false;
  if (expectation.substring !== undefined && !mark.message.includes(expectation.substring)) return false;
  if (expectation.place === undefined) return true;
  const { place } = mark;
  if (place === undefined || place.line !== expectation.place.line || place.start !== expectation.place.start)
    return false;
  // A range of no or one column at the margin cannot be drawn shorter than two.
  return (
    place.end === expectation.place.end || (place.start === 0 && expectation.place.end <= 2 && place.end <= 2)
  );
}

/** The file's text with every mark drawn under its line. */
export function draw(file: FixtureFile, marks: readonly Mark[]): string {
  return file.lines
    .flatMap((line, at) => [
      line,
      ...marks.filter((mark) => mark.place?.line === at).map((mark) => drawMark(mark)),
    ])
    .join('\n');
}

function drawMark(mark: Mark): string {
  const { start = 0, end = 0 } = mark.place ?? {};
  const words = [mark.severity, mark.rule, mark.key].filter((word) => word !== undefined).join(' ');
  if (start === 0) return `#<${'^'.repeat(Math.max(0, end - 2))} ${words}`;
  return `#${' '.repeat(start - 1)}${'^'.repeat(Math.max(1, end - start))} ${words}`;
}

/** Applies every drawn fix, compares whole texts, and returns the keys of the fixes that were tried. */
export function checkFixes(test: FixtureCase, newline: LineEnding, rule: string): readonly string[] {
  return test.fixes.map((wanted) => {
    const { snapshot } = openCase(test, newline, rule);
    const offered = test.files
      .flatMap((file) => snapshot.findings(file.path))
      .flatMap((finding) => offeredFixes(snapshot, finding, wanted.key));
    const fix = offered.find((candidate) => wanted.title === undefined || candidate.title === wanted.title);
    assert.ok(
      fix,
      `no fix ${wanted.key} "${wanted.title ?? ''}"; offered: ${offered.map(({ title }) => `"${title}"`).join(', ')}`,
    );
    const after = textsAfter(test, newline, fix);
    const expected = new Map(
      [...test.files, ...wanted.files].map((file) => [file.path, textOf(file, newline)]),
    );
    assert.deepEqual([...after.keys()], [...expected.keys()], `files after fix ${wanted.key}`);
    for (const [path, text] of expected) {
      assert.equal(after.get(path), text, `${path} after fix ${wanted.key}`);
    }
    return wanted.key;
  });
}

/** The files of a case as a fix leaves them, its new ones behind the others. */
export function textsAfter(
  test: FixtureCase,
  newline: LineEnding,
  { change }: OfferedFix,
): ReadonlyMap<string, string> {
  const texts = new Map(
    test.files.map((file) => [
      file.path,
      applyEdits(textOf(file, newline), change.edits.get(file.path) ?? []),
    ]),
  );
  for (const [uri, text] of change.created) texts.set(uri, text);
  return texts;
}

function offeredFixes(snapshot: Snapshot, finding: PublishedFinding, key: string) {
  const offered = offerFixes(snapshot, finding, (error) => {
    throw new Error(`a fix of ${finding.rule} threw`, { cause: error });
  });
  return offered.filter((fix) => fix.key === key);
}

export function readFixture(url: URL): readonly FixtureCase[] {
  return parseFixture(readFileSync(url, 'utf8'), url.pathname);
}
