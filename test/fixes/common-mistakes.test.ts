/** What people get wrong most: each mistake has a finding, the finding a way out, and the way out leaves nothing wrong. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';
import { OTHER_MISTAKES } from './common-mistakes/gateways-and-policies.ts';
import { MESH } from './common-mistakes/mesh.ts';
import { ROUTING_MISTAKES } from './common-mistakes/routing.ts';

const COMMON_MISTAKES = [...ROUTING_MISTAKES, ...OTHER_MISTAKES];

async function meshWith(mistake: string) {
  const config = { ...DEFAULT_WORLD_CONFIG, completeness: 'complete' as const };
  const project = new MemoryProject({ 'mesh.yaml': MESH, 'mistake.yaml': mistake }, { config });
  return (await project.read()).workspace;
}

function findingsOf(snapshot: Snapshot): readonly PublishedFinding[] {
  for (const _ of snapshot.analyze());
  return snapshot.uris().flatMap((uri) => [...snapshot.findings(uri)]);
}

const isLoud = ({ severity }: PublishedFinding) => severity !== 'hint';

const told = ({ rule, severity, message }: PublishedFinding) => `${severity} ${rule}: ${message}`;

describe('the most common mistakes', () => {
  it('are at least forty, of as many rules', () => {
    assert.ok(COMMON_MISTAKES.length >= 40, `${COMMON_MISTAKES.length}`);
    assert.ok(new Set(COMMON_MISTAKES.map(({ rule }) => rule)).size >= 35);
  });

  it('are none of the mesh that they are made in', async () => {
    assert.deepEqual(
      findingsOf((await meshWith('')).snapshot)
        .filter(isLoud)
        .map(told),
      [],
    );
  });

  for (const { mistake, text, rule, fix } of COMMON_MISTAKES) {
    it(mistake, async () => {
      const workspace = await meshWith(text);
      const found = findingsOf(workspace.snapshot);
      const finding = found.find((each) => each.rule === rule);
      assert.ok(finding, `not found; instead: ${found.map(told).join('\n')}`);
      // A conflict is told at each of its ends.
      const others = found.filter((each) => each.rule !== rule && isLoud(each));
      assert.deepEqual(others.map(told), [], 'one mistake, one finding');
      const offered = offerFixes(workspace.snapshot, finding, (error) => assert.ifError(error));
      const chosen = offered.find(({ title }) => title === fix);
      assert.ok(chosen, `offered: ${offered.map(({ title }) => title).join(' | ')}`);
      const { edits, created } = chosen.change;
      const after = workspace.apply([
        ...[...edits].map(([uri, list]) => ({
          uri,
          text: applyEdits(workspace.snapshot.file(uri)?.text ?? '', list),
        })),
        ...[...created].map(([uri, content]) => ({ uri, text: content })),
      ]);
      // A question that stays is no mistake.
      const left = findingsOf(after)
        .filter((each) => isLoud(each) || each.rule === rule)
        .map(told);
      const texts = after.uris().map((uri) => `--- ${uri.slice(FOLDER.length)}\n${after.file(uri)?.text}`);
      assert.deepEqual(left, [], texts.join('\n'));
    });
  }
});
