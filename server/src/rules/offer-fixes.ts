/** The fixes of one finding, planned on the text as it is now; every host offers the same ones in the same order. */
import { kindIdOf } from '../base/kind-id.ts';
import type { TextEdit } from '../base/text-edit.ts';
import { createObject } from '../workspace/edits/new-object.ts';
import type { WorkspaceOperation } from '../workspace/edits/operation.ts';
import { overlayPatch } from '../workspace/edits/overlay-patch.ts';
import { changesNothing, type PlannedChange, planChange } from '../workspace/edits/plan-change.ts';
import { changeName, type NameChange } from '../workspace/edits/suppression-name.ts';
import type { PublishedFinding } from '../workspace/finding.ts';
import type { EditRefusal, SharedScope } from '../workspace/origin.ts';
import { Slot } from '../workspace/slot.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Fix, FixContext, FixDefinition } from './define-rule.ts';
import type { TextChange, TextFix, TextRule } from './define-text-rule.ts';
import { RULES, TEXT_RULES } from './registry.generated.ts';

const RULE_BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));
const TEXT_RULE_BY_ID = new Map(TEXT_RULES.map((rule) => [rule.id, rule]));

export interface OfferedFix {
  /** Tells it from the other fixes of its finding, whatever their titles; stable. */
  readonly id: string;
  /** Key in the rule's fixes; stable. */
  readonly key: string;
  readonly title: string;
  /** Keeps the meaning: may be applied without looking. */
  readonly isSafe: boolean;
  /** Does nothing but take away what somebody wrote. */
  readonly isDeletion: boolean;
  /** Makes an object that may well exist elsewhere: only a person knows. */
  readonly isGuess: boolean;
  /** For one of several roots that share the text: never done without looking. */
  readonly isForOne: boolean;
  readonly change: PlannedChange;
}

/** A fix that throws is a defect of ours: `onFailure` is told, and the others are offered. */
export function offerFixes(
  snapshot: Snapshot,
  finding: PublishedFinding,
  onFailure: (error: unknown) => void,
): readonly OfferedFix[] {
  const { resource: self } = finding;
  const textRule = TEXT_RULE_BY_ID.get(finding.rule);
  const candidates =
    textRule !== undefined
      ? textFixes(snapshot, textRule, finding)
      : self instanceof Slot
        ? ruleFixes(snapshot, finding, self, onFailure)
        : [];
  const offered = new Map<string, OfferedFix>();
  const inOrder = [...candidates].sort((a, b) => Number(a.isForOne ?? false) - Number(b.isForOne ?? false));
  for (const { key, fix, isSafe, isDeletion, isForOne = false, creates, plan } of inOrder) {
    const id = fix.choice === undefined ? key : `${key}:${fix.choice}`;
    const change = attempt(plan, onFailure);
    if (change === undefined || 'refused' in change || changesNothing(change) || offered.has(id)) continue;
    const isGuess = creates && finding.severity === 'hint';
    offered.set(id, { id, key, title: fix.title, isSafe, isDeletion, isForOne, isGuess, change });
  }
  return [...offered.values()];
}

interface Candidate {
  readonly key: string;
  readonly fix: Pick<Fix, 'title' | 'choice'>;
  readonly isSafe: boolean;
  readonly isDeletion: boolean;
  readonly creates: boolean;
  readonly isForOne?: boolean;
  plan(): PlannedChange | EditRefusal;
}

function ruleFixes(
  snapshot: Snapshot,
  finding: PublishedFinding,
  self: Slot,
  onFailure: (error: unknown) => void,
): readonly Candidate[] {
  const rule = RULE_BY_ID.get(finding.rule);
  const world = snapshot.worldOf(self);
  if (rule === undefined || world === undefined) return [];
  const context: FixContext = {
    resource: self.resource,
    self,
    world: world.reader(),
    resolve: (ref) => snapshot.slotOf(ref).resource,
    create: (near, wanted) => createObject(snapshot, near, wanted),
    isTaken: ({ apiVersion, kind, namespace, name }) =>
      world.definitions(`${kindIdOf(apiVersion, kind).id}/${namespace}/${name}`).length > 0,
  };
  const targetOf = ({ data, path }: PublishedFinding) => ({ data, at: { resource: self, path } });
  const others = (finding.repeated ?? []).slice(0, MOST_PLACES);
  return finding.fixes.flatMap((key) => {
    const definition: FixDefinition | undefined = rule.fixes[key];
    if (definition === undefined) return [];
    const build = (each: PublishedFinding) =>
      attempt(() => definition.build(context, targetOf(each)), onFailure) ?? [];
    const elsewhere = others.map(build);
    return build(finding)
      .map((first) => inAllPlaces(first, elsewhere))
      .flatMap((fix) => [
        {
          key,
          fix,
          isSafe: definition.kind === 'safe',
          isDeletion: fix.operations.every(({ op }) => op === 'remove' || op === 'removeObject'),
          creates: fix.operations.some(({ op }) => op === 'createDocument' || op === 'createFile'),
          plan: () => planChange(snapshot, self, fix.operations, sharedScope(finding, self)),
        },
        ...overlayFixes(snapshot, finding, self, { key, fix }),
      ]);
  });
}

/** Roots for which a fix is offered by itself. */
const MOST_OVERLAYS = 3;

/** What is written in a file that several roots share can be changed in each of these alone. */
function overlayFixes(
  snapshot: Snapshot,
  { uri, worldIds = [] }: PublishedFinding,
  self: Slot,
  { key, fix }: { readonly key: string; readonly fix: Fix },
): readonly Candidate[] {
  const shared = new Set(self.origin.sharedBy?.(uri) ?? []);
  const operations = fix.operations.filter((operation) => 'path' in operation);
  const isOwn =
    operations.length === fix.operations.length && operations.every(({ of }) => (of ?? self) === self);
  if (shared.size < 2 || !isOwn) return [];
  const { start } = self.origin.extent;
  return worldIds
    .filter((id) => shared.has(id))
    .slice(0, MOST_OVERLAYS)
    .flatMap((id): Candidate[] => {
      const world = snapshot.worlds().find((each) => each.id === id);
      const [slot, ...others] = (world?.slotsIn(self.uri) ?? []).filter(
        (each) => each.uri === self.uri && each.origin.extent.start === start,
      );
      if (world === undefined || slot === undefined || others.length > 0) return [];
      return [
        {
          key,
          fix: { title: `${fix.title}, in ${world.name} only`, choice: `${fix.choice ?? ''}@${world.name}` },
          isSafe: false,
          isDeletion: false,
          isForOne: true,
          creates: false,
          plan: () => {
            const edits = overlayPatch(slot, operations);
            return 'refused' in edits ? edits : { edits, created: new Map() };
          },
        },
      ];
    });
}

/** Of one mistake in many places of an object. */
const MOST_PLACES = 200;

/** What is done once for all places is done once. */
function inAllPlaces(fix: Fix, elsewhere: readonly (readonly Fix[])[]): Fix {
  if (elsewhere.length === 0) return fix;
  const known = new Set(fix.operations.map(operationKey));
  const more = elsewhere
    .flatMap((fixes) => fixes.find(({ choice }) => choice === fix.choice)?.operations ?? [])
    .filter((operation) => {
      const key = operationKey(operation);
      const isNew = 'path' in operation && !known.has(key);
      known.add(key);
      return isNew;
    });
  return { ...fix, operations: [...fix.operations, ...more] };
}

function operationKey(operation: WorkspaceOperation): string {
  return JSON.stringify(operation, (key, value: unknown) =>
    (key === 'of' || key === 'beside') && value instanceof Slot ? value.key : value,
  );
}

function textFixes(snapshot: Snapshot, rule: TextRule, finding: PublishedFinding): readonly Candidate[] {
  return Object.entries(rule.fixes).flatMap(([key, { kind, build }]) =>
    build(finding.data as Parameters<TextFix['build']>[0]).map((fix) => ({
      key,
      fix,
      isSafe: kind === 'safe',
      isDeletion: false,
      creates: false,
      plan: () =>
        typeof fix.change === 'string' || 'instead' in fix.change
          ? nameChange(finding, fix.change)
          : textChange(snapshot, finding, fix.change),
    })),
  );
}

/** A text that several worlds are made of is mended when the mistake is one in each of them that shows it. */
function sharedScope({ uri: home, isEverywhere, worldIds }: PublishedFinding, self: Slot): SharedScope {
  const holding = new Set(worldIds ?? [self.world]);
  const isOfAll = worldIds === undefined || isEverywhere === true;
  return (uri, worlds) => (uri === home && isOfAll) || worlds.every((world) => holding.has(world));
}

/** Fixes of suppressions: the name at the finding, in the document of an object. */
function nameChange(finding: PublishedFinding, change: NameChange): PlannedChange | EditRefusal {
  const self = finding.resource;
  const start = self instanceof Slot ? self.origin.offsetIn(finding.uri, finding.range.start) : undefined;
  if (!(self instanceof Slot) || start === undefined) return NOT_HERE;
  const at = { start, end: start + finding.range.end - finding.range.start };
  const edit = changeName(self.resource.document, at, change);
  const placed = self.origin.placeEdits(edit === undefined ? [] : [edit], sharedScope(finding, self));
  return 'refused' in placed ? placed : { edits: placed, created: new Map() };
}

const NOT_HERE: EditRefusal = { refused: 'The text stands in no document of this file' };

/** In the text of the file, whatever its documents are. */
function textChange(
  snapshot: Snapshot,
  { uri, range }: PublishedFinding,
  change: Exclude<TextChange, NameChange>,
): PlannedChange | EditRefusal {
  const text = snapshot.file(uri)?.text;
  if (text === undefined) return NOT_HERE;
  const edit = 'text' in change ? { range, newText: change.text } : newLine(text, range, change);
  return { edits: new Map([[uri, [edit]]]), created: new Map() };
}

function newLine(
  text: string,
  { start, end }: PublishedFinding['range'],
  change: { readonly above: string } | { readonly below: string },
): TextEdit {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  if ('above' in change) {
    const at = text.lastIndexOf('\n', start - 1) + 1;
    return { range: { start: at, end: at }, newText: change.above + lineBreak };
  }
  const next = text.indexOf('\n', end);
  const at = next < 0 ? text.length : next + 1;
  const newText = next < 0 ? lineBreak + change.below : change.below + lineBreak;
  return { range: { start: at, end: at }, newText };
}

function attempt<T>(run: () => T, onFailure: (error: unknown) => void): T | undefined {
  try {
    return run();
  } catch (error) {
    onFailure(error);
    return undefined;
  }
}
