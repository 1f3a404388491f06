/** The fixture format: cases as text, with expectations drawn under the code (CONTRIBUTING.md explains the marks). */

export interface Expectation {
  readonly severity: string;
  readonly rule: string;
  readonly key: string | undefined;
  readonly substring: string | undefined;
  /** Absent: the whole document (`#@ file …`). */
  readonly place: { readonly line: number; readonly start: number; readonly end: number } | undefined;
}

export interface FixtureFile {
  readonly path: string;
  readonly options: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  readonly expectations: readonly Expectation[];
  /** Offsets of `$0` marks in the text, after removing them. */
  readonly cursors: readonly number[];
}

export interface FixtureFix {
  readonly key: string;
  readonly title: string | undefined;
  readonly files: readonly FixtureFile[];
}

export interface FixtureCase {
  readonly name: string;
  readonly line: number;
  readonly docs: 'bad' | 'good' | undefined;
  readonly worlds: readonly string[];
  readonly istio: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** Other rules that run as well; the rule of the fixture runs alone otherwise. */
  readonly others: readonly string[];
  readonly files: readonly FixtureFile[];
  readonly fixes: readonly FixtureFix[];
  readonly expected: string | undefined;
}

const ANNOTATION =
  /^(\s*#)(<?)(\s*)(\^*) (error|warning|info|hint|related) ([\w-]+\/[\w-]+)(?: ([\w-]+))?(?: "(.*)")?$/;
const CASE = /^#@ case: (.+)$/;

interface Draft {
  name: string;
  line: number;
  docs: 'bad' | 'good' | undefined;
  worlds: string[];
  istio: string | undefined;
  settings: Record<string, string>;
  others: readonly string[];
  files: DraftFile[];
  fixes: { key: string; title: string | undefined; files: DraftFile[] }[];
  expected: string[] | undefined;
}

interface DraftFile {
  path: string;
  options: Record<string, string>;
  lines: string[];
  expectations: Expectation[];
}

/** Cases of a fixture file. Throws on marks it does not know: a fixture that is not understood proves nothing. */
export function parseFixture(text: string, name: string): readonly FixtureCase[] {
  const cases: Draft[] = [];
  let file: DraftFile | undefined;
  text.split(/\r?\n/).forEach((line, at) => {
    const started = CASE.exec(line);
    if (started !== null) {
      cases.push(newDraft(started[1] ?? '', at + 1));
      file = undefined;
      return;
    }
    const draft = cases.at(-1);
    if (draft === undefined) {
      if (line.trim() !== '' && !line.startsWith('#'))
        throw new Error(`${name}:${at + 1}: text before the first case`);
      return;
    }
    if (draft.expected !== undefined) draft.expected.push(line);
    else if (line.startsWith('#@ ')) file = directive(draft, line, file, `${name}:${at + 1}`);
    else if (line.startsWith('#- ')) file = startFile(draft, line);
    else if (file !== undefined) addLine(file, line);
    else if (line.trim() !== '') throw new Error(`${name}:${at + 1}: text outside a file`);
  });
  return cases.map(finish);
}

function newDraft(name: string, line: number): Draft {
  return {
    name,
    line,
    docs: undefined,
    worlds: [],
    istio: undefined,
    settings: {},
    others: [],
    files: [],
    fixes: [],
    expected: undefined,
  };
}

function directive(
  draft: Draft,
  line: string,
  file: DraftFile | undefined,
  place: string,
): DraftFile | undefined {
  const text = line.slice('#@ '.length);
  const pair = /^(docs|use|istio|setting|hits|with): (.+)$/.exec(text);
  const fix = /^fix ([\w-]+)(?: "(.*)")?$/.exec(text);
  const whole = /^file (error|warning|info|hint) ([\w-]+\/[\w-]+)(?: ([\w-]+))?(?: "(.*)")?$/.exec(text);
  if (pair !== null) {
    const value = pair[2] ?? '';
    if (pair[1] === 'docs') draft.docs = value === 'good' ? 'good' : 'bad';
    if (pair[1] === 'use') draft.worlds = value.split(',').map((world) => world.trim());
    if (pair[1] === 'istio') draft.istio = value;
    if (pair[1] === 'with') draft.others = value.split(',').map((id) => id.trim());
    if (pair[1] === 'setting')
      draft.settings[value.slice(0, value.indexOf('='))] = value.slice(value.indexOf('=') + 1);
  } else if (fix !== null) {
    draft.fixes.push({ key: fix[1] ?? '', title: fix[2], files: [] });
    return undefined;
  } else if (whole !== null && file !== undefined) {
    file.expectations.push({
      severity: whole[1] ?? '',
      rule: whole[2] ?? '',
      key: whole[3],
      substring: whole[4],
      place: undefined,
    });
  } else if (text === 'expect') draft.expected = [];
  else throw new Error(`${place}: unknown mark "${line}"`);
  return file;
}

function startFile(draft: Draft, line: string): DraftFile {
  const [path = '', ...options] = line.slice('#- '.length).trim().split(/\s+/);
  const file: DraftFile = { path, options: {}, lines: [], expectations: [] };
  for (const option of options) {
    const at = option.indexOf('=');
    file.options[at < 0 ? option : option.slice(0, at)] = at < 0 ? 'true' : option.slice(at + 1);
  }
  (draft.fixes.at(-1)?.files ?? draft.files).push(file);
  return file;
}

function addLine(file: DraftFile, line: string): void {
  const found = ANNOTATION.exec(line);
  if (found === null) {
    file.lines.push(line);
    return;
  }
  const [, hash = '', edge = '', gap = '', carets = '', severity = '', rule = '', key, substring] = found;
  const start = edge === '<' ? hash.length - 1 : hash.length + gap.length;
  const end = hash.length + edge.length + gap.length + carets.length;
  const target = file.lines.findLastIndex((earlier) => earlier.replaceAll('$0', '').length >= end);
  file.expectations.push({
    severity,
    rule,
    key,
    substring,
    place: { line: Math.max(0, target), start, end },
  });
}

function finish(draft: Draft): FixtureCase {
  return {
    ...draft,
    files: draft.files.map(finishFile),
    fixes: draft.fixes.map((fix) => ({ ...fix, files: fix.files.map(finishFile) })),
    expected: draft.expected?.join('\n'),
  };
}

function finishFile(file: DraftFile): FixtureFile {
  const lines = [...file.lines];
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  const cursors: number[] = [];
  let text = lines.join('\n').replaceAll('\\$0', '\u0000');
  for (let at = text.indexOf('$0'); at >= 0; at = text.indexOf('$0')) {
    cursors.push(at);
    text = text.slice(0, at) + text.slice(at + 2);
  }
  return { ...file, lines: text.replaceAll('\u0000', '$0').split('\n'), cursors };
}
