/** The fixes of one finding, planned on the text as it is now; every host offers the same ones in the same order. */
import { kindIdOf } from '../base/kind-id.ts';
import { createObject } from '../workspace/edits/new-object.ts';
import { changesNothing, type PlannedChange, planChange } from '../workspace/edits/plan-change.ts';
import { changeName } from '../workspace/edits/suppression-name.ts';
import type { PublishedFinding } from '../workspace/finding.ts';
import type { EditRefusal, SharedScope } from '../workspace/origin.ts';
import { Slot } from '../workspace/slot.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Fix, FixContext, FixDefinition } from './define-rule.ts';
import type { TextFix, TextRule } from './define-text-rule.ts';
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
  readonly change: PlannedChange;
}

/** A fix that throws is a defect of ours: `onFailure` is told, and the others are offered. */
export function offerFixes(
  snapshot: Snapshot,
  finding: PublishedFinding,
  onFailure: (error: unknown) => void,
): readonly OfferedFix[] {
  const { resource } = finding;
  if (!(resource instanceof Slot)) return [];
  const textRule = TEXT_RULE_BY_ID.get(finding.rule);
  const candidates =
    textRule === undefined
      ? ruleFixes(snapshot, finding, resource, onFailure)
      : textFixes(textRule, finding, resource);
  const offered = new Map<string, OfferedFix>();
  for (const { key, fix, isSafe, plan } of candidates) {
    const id = fix.choice === undefined ? key : `${key}:${fix.choice}`;
    const change = attempt(plan, onFailure);
    if (change === undefined || 'refused' in change || changesNothing(change) || offered.has(id)) continue;
    offered.set(id, { id, key, title: fix.title, isSafe, change });
  }
  return [...offered.values()];
}

interface Candidate {
  readonly key: string;
  readonly fix: Pick<Fix, 'title' | 'choice'>;
  readonly isSafe: boolean;
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
  const target = { data: finding.data, at: { resource: self, path: finding.path } };
  return finding.fixes.flatMap((key) => {
    const definition: FixDefinition | undefined = rule.fixes[key];
    if (definition === undefined) return [];
    const built = attempt(() => definition.build(context, target), onFailure) ?? [];
    return built.map((fix) => ({
      key,
      fix,
      isSafe: definition.kind === 'safe',
      plan: () => planChange(snapshot, self, fix.operations, sharedScope(finding, self)),
    }));
  });
}

/** Fixes of suppressions: the name at the finding, in the document of an object. */
function textFixes(rule: TextRule, finding: PublishedFinding, self: Slot): readonly Candidate[] {
  const start = self.origin.offsetIn(finding.uri, finding.range.start);
  if (start === undefined) return [];
  const at = { start, end: start + finding.range.end - finding.range.start };
  return Object.entries(rule.fixes).flatMap(([key, { kind, build }]) =>
    build(finding.data as Parameters<TextFix['build']>[0]).map((fix) => ({
      key,
      fix,
      isSafe: kind === 'safe',
      plan: () => {
        const edit = changeName(self.resource.document, at, fix.change);
        const placed = self.origin.placeEdits(edit === undefined ? [] : [edit], sharedScope(finding, self));
        return 'refused' in placed ? placed : { edits: placed, created: new Map() };
      },
    })),
  );
}

/** A text that several worlds are made of is mended when the mistake is one in each of them that shows it. */
function sharedScope({ uri: home, isEverywhere, worldIds }: PublishedFinding, self: Slot): SharedScope {
  const holding = new Set(worldIds ?? [self.world]);
  const isOfAll = worldIds === undefined || isEverywhere === true;
  return (uri, worlds) => (uri === home && isOfAll) || worlds.every((world) => holding.has(world));
}

function attempt<T>(run: () => T, onFailure: (error: unknown) => void): T | undefined {
  try {
    return run();
  } catch (error) {
    onFailure(error);
    return undefined;
  }
}
