/**
 * Tries the fixes of a folder, one after the other, each on the folder as it was: what it leaves parses, the finding is
 * gone, no error is new, and what it is not about reads as before.
 */
import { applyEdits, type TextEdit } from '../../server/src/base/text-edit.ts';
import { type OfferedFix, offerFixes } from '../../server/src/rules/offer-fixes.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../../server/src/workspace/world-config.ts';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';

export interface Tried {
  readonly fixes: number;
  /** What went wrong, as sentences with the texts. */
  readonly problems: readonly string[];
}

/** `isTaken`: which of the fixes that are offered, by rule and id, are tried; called once for each. */
export async function tryFixes(
  files: ReadonlyMap<string, string>,
  config: Partial<WorldConfig>,
  isTaken: (rule: string, fix: string) => boolean,
): Promise<Tried> {
  const mesh = await new MemoryProject(Object.fromEntries(files), {
    config: { ...DEFAULT_WORLD_CONFIG, preset: 'all', ...config },
  }).read();
  const { workspace } = mesh;
  const before = findingsOf(workspace.snapshot);
  const offers = before.flatMap((finding) =>
    offerFixes(workspace.snapshot, finding, (error) => {
      throw new Error(`a fix of ${finding.rule} threw`, { cause: error });
    })
      .filter(({ id }) => isTaken(finding.rule, id))
      .map((fix) => ({ finding, fix })),
  );
  const known = counted(before);
  const problems: string[] = [];
  for (const { finding, fix } of offers) {
    const { edits, created } = fix.change;
    const old = new Map([...edits.keys()].map((uri) => [uri, workspace.snapshot.file(uri)?.text ?? '']));
    const texts = new Map([
      ...[...edits].map(([uri, list]) => [uri, applyEdits(old.get(uri) ?? '', list)] as const),
      ...created,
    ]);
    const misplaced = [...edits].flatMap(([uri, list]) => wrongPlaces(old.get(uri) ?? '', list));
    const lost = fix.isDeletion ? [] : lostComments(old, texts);
    workspace.apply([...texts].map(([uri, text]) => ({ uri, text })));
    const after = counted(findingsOf(workspace.snapshot));
    const wrong = [...misplaced, ...lost, ...consequences(finding, known, after)].filter(
      (text) => !isOfUnknownKind(finding, text),
    );
    if (wrong.length > 0) problems.push(told(finding, fix, wrong, texts));
    workspace.apply([
      ...[...created.keys()].map((uri) => ({ uri, text: undefined })),
      ...[...old].map(([uri, text]) => ({ uri, text })),
    ]);
  }
  return { fixes: offers.length, problems };
}

function findingsOf(snapshot: Snapshot): readonly PublishedFinding[] {
  for (const _ of snapshot.analyze());
  return snapshot.uris().flatMap((uri) => [...snapshot.findings(uri)]);
}

/** What a rule says of an object. Its texts name others, and numbers of items: those change with every edit. */
function identity({ rule, uri, severity, resource }: PublishedFinding): string {
  return `${severity} ${rule} ${uri} ${resource?.key ?? ''}`;
}

/** The very finding; counted apart from the others of its object. */
function saying(finding: PublishedFinding): string {
  return `says ${identity(finding)} ${finding.message.replaceAll(/\d+/g, '#')}`;
}

function counted(findings: readonly PublishedFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    for (const key of [identity(finding), saying(finding)]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function consequences(
  finding: PublishedFinding,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly string[] {
  const own = identity(finding);
  // One of several conflicts of an object may be left.
  const isGone = [own, saying(finding)].some((key) => total(after, key) < total(before, key));
  const fresh = [...after].filter(
    ([key, count]) => key.startsWith('error ') && count > total(before, key) && key !== own,
  );
  return [...(isGone ? [] : ['still there']), ...fresh.map(([key]) => `new: ${key}`)];
}

/** Nobody knows what an object of no kind must hold: what is wrong with it shows when the kind is mended. */
function isOfUnknownKind({ rule, resource }: PublishedFinding, text: string): boolean {
  const name = resource?.key.replace(/^.*?(?=\/[^/]*\/[^/]*$)/, '') ?? '';
  return rule === 'schema/unknown-kind' && text.startsWith('new: ') && text.endsWith(name);
}

function total(counts: ReadonlyMap<string, number>, key: string): number {
  return counts.get(key) ?? 0;
}

function wrongPlaces(text: string, edits: readonly TextEdit[]): readonly string[] {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const isWrong = sorted.some(
    ({ range: { start, end } }, at) =>
      start < 0 || end < start || end > text.length || start < (sorted[at - 1]?.range.end ?? 0),
  );
  return isWrong ? ['edits outside of the text or over one another'] : [];
}

function lostComments(
  old: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const all = (map: ReadonlyMap<string, string>) =>
    [...map.values()].flatMap((text) =>
      [...text.matchAll(/^[ \t]*#[^\r\n]*/gm)].map(([line]) => line.trim()),
    );
  const kept = new Set(all(texts));
  return all(old)
    .filter((line) => !kept.has(line))
    .map((line) => `lost: ${line}`);
}

function told(
  { rule, uri }: PublishedFinding,
  { id, title }: OfferedFix,
  wrong: readonly string[],
  texts: ReadonlyMap<string, string>,
): string {
  const shown = [...texts].map(([file, text]) => `--- ${file.slice(FOLDER.length)}\n${text}`).join('\n');
  return `"${title}" (${rule} ${id}) in ${uri.slice(FOLDER.length)}: ${wrong.join('; ')}\n${shown}`;
}
