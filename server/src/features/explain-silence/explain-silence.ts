/** "Why is there no finding here?": everything that keeps something from being reported, as Markdown. */
import { pathOf } from '../../base/canonical-uri.ts';
import { kindName } from '../../base/kind-id.ts';
import { LineIndex } from '../../base/line-index.ts';
import { touchesOffset } from '../../base/offset-range.ts';
import { RULE_IDS } from '../../rules/config-problems.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { coverageNow, type JudgedReference, judgeObject } from '../coverage/coverage.ts';
import { coverageLine, wayOutLine } from '../coverage/coverage-words.ts';
import { referenceText } from '../coverage/reference-text.ts';
import { code } from '../hover/hover-page.ts';

/** What the host alone knows of the file. */
export interface HostFacts {
  /** `setting`: left out by setting; `ignored`, `vendored`: judged alone; `outside`: in no folder. */
  readonly standing: 'included' | 'setting' | 'ignored' | 'vendored' | 'outside';
  readonly showsDiagnostics: boolean;
  isOff(rule: string): boolean;
  /** Nobody chose the release of the file's world. */
  readonly detectsVersion: boolean;
}

/** `offset`: where in the file. Call it when everything is analyzed. */
export function explainSilence(snapshot: Snapshot, uri: string, offset: number, host: HostFacts): string {
  const world = snapshot.world(uri);
  const documents = snapshot.file(uri)?.documents ?? [];
  const sections = ['# Why is there no finding here?', fileSection(snapshot, uri, host)];
  if (world !== undefined && documents.some(({ document }) => document.state === 'parsed')) {
    sections.push(worldSection(snapshot, world, host));
    const slot = snapshot.resourceAt(uri, offset);
    if (slot === undefined) sections.push('## This object\nNo object was recognised at this place.');
    else
      sections.push(
        resourceSection(slot, world, host),
        referenceSection(snapshot, slot, world, { uri, offset }),
      );
    sections.push(silencedSection(snapshot, uri), coverageSection(snapshot));
  }
  return `${sections.join('\n\n')}\n`;
}

const STANDINGS: Readonly<Record<HostFacts['standing'], string | undefined>> = {
  included: undefined,
  setting: '- The setting `meshwright.files.ignore`, or `ignore` in `meshwright.json`, leaves it out.',
  ignored: '- `.gitignore` or `files.exclude` leaves it out of the workspace, so it is judged alone.',
  vendored: '- It stands in a generated or vendored folder, so it is judged alone.',
  outside: '- It is in no workspace folder, so it is judged alone.',
};

function fileSection(snapshot: Snapshot, uri: string, { standing, showsDiagnostics }: HostFacts): string {
  const lines = ['## This file', code(pathOf(uri)), ''];
  const told = STANDINGS[standing];
  if (told !== undefined) lines.push(told);
  if (!showsDiagnostics) lines.push('- The setting `meshwright.diagnostics.enable` is off.');
  const documents = snapshot.file(uri)?.documents ?? [];
  for (const [index, { document }] of documents.entries()) {
    const { apiVersion = 'no apiVersion', kind = 'no kind' } = document.header;
    const reasons = {
      parsed: `is checked (${code(apiVersion)}, ${code(kind)})`,
      foreign: `is not one of ours (${code(apiVersion)}, ${code(kind)}): nothing is said about it`,
      empty: 'is empty',
    };
    lines.push(`- Document ${index + 1} ${reasons[document.state]}.`);
    if (document.isTemplate) lines.push('  It is a template: values that hold `{{ … }}` are not judged.');
  }
  if (documents.length === 0) lines.push('- The server knows no document of it.');
  return lines.join('\n');
}

const COMPLETENESS: Readonly<Record<WorldView['baseConfig']['completeness'], string>> = {
  complete: '`complete`: the files are the whole cluster, so what is not found does not exist.',
  partial: '`partial`: anything may exist outside of these files, so what is not found is at most a hint.',
  auto: '`auto`: what is not found is a mistake where the files say so: a name so like it that it was meant, the same name in another place, or a place of which they evidently hold everything.',
};

function worldSection(snapshot: Snapshot, world: WorldView, { detectsVersion }: HostFacts): string {
  const { config, baseConfig } = world;
  const files = [...world.uris()].filter((uri) =>
    snapshot.file(uri)?.documents.some(({ document }) => document.state === 'parsed'),
  );
  return [
    '## Its world',
    `- Name: ${code(world.name)}`,
    `- Files: ${files.length}, objects: ${[...world.slots()].length}`,
    `- Istio ${code(config.istioVersion)} (${detectsVersion ? 'chosen automatically' : 'by setting'}), Gateway API ${code(config.gatewayApiVersion)} (${config.gatewayApiChannel})`,
    `- Completeness ${COMPLETENESS[baseConfig.completeness]}`,
  ].join('\n');
}

function resourceSection(slot: Slot, world: WorldView, host: HostFacts): string {
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
  const off = rules.filter((rule) => host.isOff(rule));
  if (off.length > 0) lines.push(`- Off by setting: ${off.map(code).join(', ')}`);
  return lines.join('\n');
}

/** What came of what the object names in others: the reference under the cursor first, then how many of all. */
function referenceSection(
  snapshot: Snapshot,
  slot: Slot,
  world: WorldView,
  { uri, offset }: { readonly uri: string; readonly offset: number },
): string {
  const all = judgeObject(snapshot, world, slot);
  if (all.length === 0) return '## Its references\nIt names nothing in other objects.';
  const here = all.filter(({ reference: { path } }) => {
    const place = snapshot.rangeOf({ resource: slot, path });
    return place.uri === uri && touchesOffset(place.range, offset);
  });
  const others = all.filter((judged) => !here.includes(judged));
  return [
    ...(here.length === 0 ? [] : ['## This reference', ...here.map(textOf), '']),
    here.length === 0 ? '## Its references' : '## Its other references',
    ...(others.length === 0 ? ['- none'] : others.slice(0, MOST_REFERENCES).map(textOf)),
    ...(others.length > MOST_REFERENCES ? [`- and ${others.length - MOST_REFERENCES} more`] : []),
  ].join('\n');
}

/** More are no answer any more. */
const MOST_REFERENCES = 20;

function textOf({ reference, verdict }: JudgedReference): string {
  return referenceText(reference, verdict);
}

/** How much was checked in the whole workspace. */
function coverageSection(snapshot: Snapshot): string {
  const coverage = coverageNow(snapshot);
  const wayOut = wayOutLine(coverage);
  return [
    '## In all files',
    escaped(coverageLine(coverage)),
    ...(wayOut === undefined ? [] : ['', escaped(wayOut)]),
  ].join('\n');
}

function silencedSection(snapshot: Snapshot, uri: string): string {
  const { findings, suppressed } = snapshot.published(uri);
  const lines = new LineIndex(snapshot.file(uri)?.text ?? '');
  return [
    '## Findings in this file',
    `- Shown: ${findings.length}`,
    ...(findings.some(({ rule, severity }) => rule.startsWith('schema/') && severity === 'error')
      ? ['- Where the form of a field is wrong, rules about its meaning stay silent until it is mended.']
      : []),
    `- Suppressed by comments, annotations or meshwright.json: ${suppressed.length}`,
    ...suppressed.map(
      ({ rule, message, range }) =>
        `  - line ${lines.positionAt(range.start).line + 1}, ${code(rule)}: ${escaped(message)}`,
    ),
  ].join('\n');
}

/** Text on one line that neither Markdown nor HTML reads as more than text. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#+!|~&]/g, (unit) => `\\${unit}`);
}
