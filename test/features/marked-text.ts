/** Runs features on text with a `$0` cursor. */
import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { type CompletionItem, completion } from '../../server/src/features/completion/index.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../../server/src/workspace/world-config.ts';

export const URI = 'file:///shop/mesh.yaml';

export function snapshotOf(text: string, config: Partial<WorldConfig> = {}, uri = URI): Snapshot {
  const workspace = new Workspace(
    ruleEnvironment((_check, _slot, error) => {
      throw error;
    }),
    {
      worldsOf: () => [{ id: 'shop', name: 'shop', config: { ...DEFAULT_WORLD_CONFIG, ...config } }],
      severity: () => undefined,
    },
  );
  return workspace.apply([{ uri, text }]);
}

/** A mesh of several files, analyzed. */
export function meshSnapshot(
  files: ReadonlyMap<string, string>,
  config: Partial<WorldConfig> = {},
): Snapshot {
  const { snapshot } = meshWorkspace(files, config);
  for (const _uri of snapshot.analyze());
  return snapshot;
}

/** A mesh of several files, for more of them to come. */
export function meshWorkspace(
  files: ReadonlyMap<string, string>,
  config: Partial<WorldConfig> = {},
): Workspace {
  const workspace = new Workspace(
    ruleEnvironment((_check, _slot, error) => {
      throw error;
    }),
    {
      worldsOf: () => [{ id: 'mesh', name: 'mesh', config: { ...DEFAULT_WORLD_CONFIG, ...config } }],
      severity: () => undefined,
    },
  );
  workspace.apply([...files].map(([uri, text]) => ({ uri, text })));
  return workspace;
}

/** The text without its `$0`, and where that stood. */
export function unmark(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('$0');
  assert.ok(offset >= 0 && marked.indexOf('$0', offset + 1) < 0, `one $0 expected in:\n${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 2), offset };
}

export interface Completed {
  readonly text: string;
  readonly items: readonly CompletionItem[];
  labels(): readonly string[];
  /** The text after accepting the item with this label, placeholders as they are. */
  accept(label: string): string;
}

export function complete(marked: string, config: Partial<WorldConfig> = {}): Completed {
  const { text, offset } = unmark(marked);
  const { items } = completion(snapshotOf(text, config), URI, offset);
  return {
    text,
    items,
    labels: () => items.map((item) => item.label),
    accept: (label) => {
      const item = items.find((each) => each.label === label);
      assert.ok(item, `no "${label}" among ${items.map((each) => each.label).join(', ') || 'nothing'}`);
      assert.ok(item.range.start <= offset && offset <= item.range.end, 'the cursor is outside of the range');
      return applyEdits(text, [{ range: item.range, newText: item.insertText }]);
    },
  };
}
