/** The fixes of one finding, built from the text as it is now; every host offers the same ones in the same order. */
import type { PublishedFinding } from '../workspace/finding.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Fix } from './define-rule.ts';
import type { TextRule } from './define-text-rule.ts';
import { RULES, TEXT_RULES } from './registry.generated.ts';

const RULE_BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));
const TEXT_RULE_BY_ID = new Map(TEXT_RULES.map((rule) => [rule.id, rule]));

export interface OfferedFix extends Fix {
  /** Key in the rule's fixes; stable. */
  readonly key: string;
  /** Keeps the meaning: may be applied without looking. */
  readonly isSafe: boolean;
}

/** A fix that throws is a defect of ours: `onFailure` is told, and the others are offered. */
export function offerFixes(
  snapshot: Snapshot,
  finding: PublishedFinding,
  onFailure: (error: unknown) => void,
): readonly OfferedFix[] {
  const textRule = TEXT_RULE_BY_ID.get(finding.rule);
  if (textRule !== undefined) return textFixes(textRule, finding, onFailure);
  const rule = RULE_BY_ID.get(finding.rule);
  const world = finding.resource && snapshot.worldOf(finding.resource);
  if (rule === undefined || finding.resource === undefined || world === undefined) return [];
  const slot = finding.resource as Slot;
  const context = {
    resource: slot.resource,
    self: slot,
    world: world.reader(),
    resolve: (ref: Parameters<Snapshot['slotOf']>[0]) => snapshot.slotOf(ref).resource,
  };
  const at = { resource: slot, path: finding.path };
  return finding.fixes.flatMap((key) => {
    const definition = rule.fixes[key];
    if (definition === undefined) return [];
    try {
      const built = definition.build(context, { data: finding.data, at });
      return built.filter(canBeMade).map((fix) => ({ ...fix, key, isSafe: definition.kind === 'safe' }));
    } catch (error) {
      onFailure(error);
      return [];
    }
  });
}

/** Fixes of the text need an object, too: its document is what they change. */
function textFixes(
  rule: TextRule,
  finding: PublishedFinding,
  onFailure: (error: unknown) => void,
): readonly OfferedFix[] {
  if (finding.resource === undefined) return [];
  const slot = finding.resource as Slot;
  const start = slot.origin.offsetIn(finding.uri, finding.range.start);
  if (start === undefined) return [];
  const at = { start, end: start + finding.range.end - finding.range.start };
  return Object.entries(rule.fixes).flatMap(([key, { kind, build }]) => {
    try {
      const built = build(slot.resource.document, at, finding.data as Parameters<typeof build>[2]);
      return built
        .map(({ title, edits }) => ({ title, edits: [{ resource: slot, edits }] }))
        .filter(canBeMade)
        .map((fix) => ({ ...fix, key, isSafe: kind === 'safe' }));
    } catch (error) {
      onFailure(error);
      return [];
    }
  });
}

/** It changes something, and everything that it changes may be changed where it is written. */
function canBeMade({ edits }: Fix): boolean {
  return (
    changesText({ edits }) &&
    edits.every((part) => !('refused' in (part.resource as Slot).origin.placeEdits(part.edits)))
  );
}

function changesText({ edits }: Pick<Fix, 'edits'>): boolean {
  return edits.some(({ resource, edits: parts }) => {
    const { text } = (resource as Slot).resource.document;
    return parts.some(({ range, newText }) => text.slice(range.start, range.end) !== newText);
  });
}
