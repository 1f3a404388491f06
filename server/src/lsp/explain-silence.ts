/** "Why is there no finding here?": everything that keeps the server from reporting something, as Markdown. */

import { canonicalUri, pathOf } from '../base/canonical-uri.ts';
import { kindName } from '../base/kind-id.ts';
import { code } from '../features/hover/hover-page.ts';
import { RULE_IDS } from '../rules/config-problems.ts';
import { absence } from '../workspace/resolve/certainty.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { World } from '../workspace/world.ts';
import type { ExplainSilenceParams, ExplainSilenceResult, WorldStatus } from './protocol.ts';
import type { Session } from './session.ts';
import { worldStatus } from './status.ts';

/** Call it when the session has settled. */
export function explainSilence(session: Session, params: ExplainSilenceParams): ExplainSilenceResult {
  const uri = canonicalUri(params.uri);
  const snapshot = session.snapshot;
  const offset = session.positions(uri).offsetAt(params.position ?? { line: 0, character: 0 });
  const world = snapshot.world(uri);
  const sections = [`# Why is there no finding here?`, fileSection(session, uri)];
  if (world !== undefined && session.holdsOurs(uri)) {
    sections.push(worldSection(worldStatus(session, world)));
    const slot = snapshot.resourceAt(uri, offset);
    if (slot === undefined) sections.push('## This object\nNo object was recognised at this place.');
    else sections.push(resourceSection(session, slot, world), proofSection(slot, world));
    sections.push(silencedSection(session, snapshot, uri));
  }
  return { markdown: `${sections.join('\n\n')}\n` };
}

function fileSection(session: Session, uri: string): string {
  const lines = [`## This file`, code(pathOf(uri)), ''];
  const documents = session.workspace.files.get(uri)?.documents ?? [];
  const verdict = session.folders.verdict(uri);
  if (verdict === 'setting') {
    lines.push('- The setting `meshwright.files.ignore`, or `ignore` in `meshwright.json`, leaves it out.');
  }
  if (verdict === 'ignored') {
    lines.push('- `.gitignore` or `files.exclude` leaves it out of the workspace, so it is judged alone.');
  }
  if (verdict === 'vendored') {
    lines.push('- It stands in a generated or vendored folder, so it is judged alone.');
  }
  if (verdict === undefined) lines.push('- It is in no workspace folder, so it is judged alone.');
  if (!session.folders.settingsOf(uri).hasDiagnostics) {
    lines.push('- The setting `meshwright.diagnostics.enable` is off.');
  }
  for (const [index, { document }] of documents.entries()) {
    const { apiVersion = 'no apiVersion', kind = 'no kind' } = document.header;
    const reasons = {
      parsed: `is checked (${code(apiVersion)}, ${code(kind)})`,
      foreign: `is not one of ours (${code(apiVersion)}, ${code(kind)}): nothing is said about it`,
      empty: 'is empty',
    };
    lines.push(`- Document ${index + 1} ${reasons[document.state]}.`);
    if (document.isTemplate) {
      lines.push('  It is a template: values that hold `{{ … }}` are not judged.');
    }
  }
  if (documents.length === 0) lines.push('- The server knows no document of it.');
  return lines.join('\n');
}

const COMPLETENESS: Readonly<Record<WorldStatus['completeness'], string>> = {
  complete: '`complete`: the files are the whole cluster, so what is not found does not exist.',
  partial: '`partial`: anything may exist outside of these files, so what is not found is at most a hint.',
  auto: '`auto`: what is not found is a fact only where the files hold other things of that kind.',
};

function worldSection(world: WorldStatus): string {
  return [
    '## Its world',
    `- Name: ${code(world.name)}`,
    `- Files: ${world.files}, objects: ${world.resources}`,
    `- Istio ${code(world.istioVersion)} (${world.istioVersionSource === 'auto' ? 'chosen automatically' : 'by setting'}), Gateway API ${code(world.gatewayApiVersion)} (${world.gatewayApiChannel})`,
    `- Completeness ${COMPLETENESS[world.completeness]}`,
  ].join('\n');
}

function resourceSection(session: Session, slot: Slot, world: World): string {
  const rules = slot.evaluations.flatMap(({ checks }) => checks.map(({ id }) => id)).sort();
  const lines = [
    '## This object',
    `${code(kindName(slot.kindId))} ${code(`${slot.namespace === '' ? '' : `${slot.namespace}/`}${slot.name}`)}`,
    '',
  ];
  if (!slot.isWinner) {
    const winner = world.definitions(slot.key).at(-1);
    const place = winner === undefined ? 'elsewhere' : `in ${code(pathOf(winner.uri))}`;
    lines.push(`- It is defined again ${place}, and that definition counts.`);
  }
  if (rules.length === 0) lines.push('- No rule looks at objects of this kind.');
  else lines.push(`- ${rules.length} of ${RULE_IDS.size} rules ran: ${rules.map(code).join(', ')}`);
  const off = rules.filter((rule) => session.folders.settingsOf(slot.uri).severities.get(rule) === 'off');
  if (off.length > 0) lines.push(`- Off by setting: ${off.map(code).join(', ')}`);
  return lines.join('\n');
}

/** What the files prove about things that this object may name. */
function proofSection(slot: Slot, world: World): string {
  const { namespace } = slot;
  const reader = world.reader();
  const host = `x.${namespace}.svc.${world.config.clusterDomain}`;
  const questions = [
    ['Services', absence(reader, { of: 'host', host, namespace })],
    ['Gateways', absence(reader, { of: 'gateway', name: 'x', namespace })],
    ['workloads', absence(reader, { of: 'workload', namespace, labels: {} })],
    ['Secrets', absence(reader, { of: 'secret', name: 'x', namespace })],
  ] as const;
  return [
    `## What the files prove about namespace ${code(namespace)}`,
    ...questions.map(([things, certainty]) =>
      certainty === 'fact'
        ? `- ${things}: a missing one is reported.`
        : `- ${things}: a missing one may exist outside of the files, so it is at most a hint.`,
    ),
  ].join('\n');
}

function silencedSection(session: Session, snapshot: Snapshot, uri: string): string {
  const { findings, suppressed } = snapshot.published(uri);
  const positions = session.positions(uri);
  return [
    '## Findings in this file',
    `- Shown: ${findings.length}`,
    ...(findings.some(({ rule, severity }) => rule.startsWith('schema/') && severity === 'error')
      ? ['- Where the form of a field is wrong, rules about its meaning stay silent until it is mended.']
      : []),
    `- Suppressed by comments or annotations: ${suppressed.length}`,
    ...suppressed.map(
      ({ rule, message, range }) =>
        `  - line ${positions.positionAt(range.start).line + 1}, ${code(rule)}: ${escaped(message)}`,
    ),
  ].join('\n');
}

/** Text on one line that neither Markdown nor HTML reads as more than text. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#+!|~&]/g, (unit) => `\\${unit}`);
}
