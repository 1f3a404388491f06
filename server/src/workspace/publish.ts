/** Findings of one file as people see them: ranged, with severities, precedence and suppression applied. */
import { holdsPlaceholderIn } from '../base/placeholder.ts';
import { isTextJudged } from '../model/known-kinds.ts';
import type { YamlDocument, YamlFile } from '../yaml/node.ts';
import type { Check, TextCheck } from './check.ts';
import { conclusionsIn } from './conclusions.ts';
import type { Finding, PublishedFinding, Severity, SeveritySetting } from './finding.ts';
import { severityWith } from './severity-of.ts';
import { Slot } from './slot.ts';
import {
  annotatedSuppressions,
  type IgnoreDirective,
  ignoreDirectives,
  isAnnotatedAway,
} from './suppression.ts';
import {
  annotationRemarks,
  commentRemarks,
  type Suppressible,
  type SuppressionRemark,
} from './suppression-remarks.ts';
import type { World } from './world.ts';

export interface PublishOptions {
  readonly yaml: YamlFile;
  readonly checks: ReadonlyMap<string, Check>;
  readonly textChecks: ReadonlyMap<string, TextCheck>;
  readonly suppressible: Suppressible;
  /** A person named the file. */
  readonly isExplicit: boolean;
  /** Severity a person has chosen for a rule. */
  severity(rule: string): SeveritySetting | undefined;
}

export interface PublishedFile {
  /** Sorted by position, then rule. */
  readonly findings: readonly PublishedFinding[];
  readonly suppressed: readonly PublishedFinding[];
}

export function publishFile(world: World, uri: string, options: PublishOptions): PublishedFile {
  const file = { yaml: options.yaml, slots: world.slotsIn(uri) };
  const ofSlots = file.slots.map((slot) => slotFindings(world, uri, slot, options));
  const ofResources = ofSlots.flatMap(({ shown }) => shown);
  const ofText = textFindings(world, uri, options);
  const told = ofText.filter((hint) => isToldBetter(hint, ofResources));
  const all = [...ofText.filter((hint) => !told.includes(hint)), ...ofResources];
  const findings: PublishedFinding[] = [];
  const suppressed: PublishedFinding[] = [];
  const silencers = file.yaml.documents.flatMap(({ document, start }) =>
    ignoreDirectives(document).map((directive) => ({
      document,
      documentStart: start,
      directive,
      used: new Set<string>(),
    })),
  );
  const silencerOf = (finding: PublishedFinding) => {
    const found = silencers.find((candidate) => isSilenced(finding, candidate));
    found?.used.add(finding.rule);
    return found;
  };
  // Not seen now, because something else is wrong at the same place: its suppression is in use all the same.
  const unseen = [...told, ...ofSlots.flatMap(({ explained }) => explained)];
  for (const finding of unseen) silencerOf(finding);
  const annotated = new Map(file.slots.map((slot) => [slot, annotatedSuppressions(slot.resource)]));
  const isAnnotated = (finding: PublishedFinding) => {
    const codes = annotated.get(finding.resource as Slot);
    return codes !== undefined && isAnnotatedAway(finding, codes);
  };
  for (const finding of all) {
    const silencer = silencerOf(finding);
    if (silencer !== undefined || isAnnotated(finding)) suppressed.push(finding);
    else findings.push(finding);
  }
  const conclusions = conclusionsIn(world, options);
  const silencedOrUnseen = [...suppressed, ...unseen];
  const remarks = [
    ...silencers.flatMap((silencer) =>
      commentRemarks(
        silencer,
        options.suppressible,
        file.slots.filter((slot) => isWrittenIn(slot, uri, silencer)),
        conclusions,
      ),
    ),
    ...file.slots.flatMap((slot) =>
      annotationRemarks(slot, silencedOrUnseen, options.suppressible, conclusions),
    ),
  ].flatMap((remark) => publishRemark(world, uri, remark, options));
  return {
    findings: [...findings, ...remarks].sort(byPosition),
    suppressed: suppressed.sort(byPosition),
  };
}

function publishRemark(
  world: World,
  uri: string,
  { code, start, end, data, slot, path }: SuppressionRemark,
  options: PublishOptions,
): PublishedFinding[] {
  const check = options.textChecks.get(code);
  if (check === undefined) return [];
  const described = check.describe({ data });
  const severity = severityWith(options.severity(check.id), described.severity, check.severity);
  if (severity === undefined) return [];
  return [
    {
      ...described,
      rule: check.id,
      severity,
      data,
      related: [],
      tags: code === 'unused-suppression' ? ['unnecessary'] : [],
      uri,
      range: { start, end },
      path,
      resource: slot,
      apiVersion: slot?.resource.apiVersion,
      world: world.name,
    },
  ];
}

/** A hint about how a text reads says nothing new beside a finding about the very value. */
function isToldBetter(finding: PublishedFinding, others: readonly PublishedFinding[]): boolean {
  const { start, end } = finding.range;
  return (
    finding.severity === 'hint' && others.some(({ range }) => range.start === start && range.end === end)
  );
}

/** The text of other people's documents is their business. */
function isJudged(document: YamlDocument, options: PublishOptions): boolean {
  return document.problems.length > 0 && isTextJudged(document.header, options.isExplicit);
}

function textFindings(world: World, uri: string, options: PublishOptions): PublishedFinding[] {
  const file = options.yaml;
  const placed = [
    ...file.problems.map((problem) => ({ problem, start: 0 })),
    ...file.documents.flatMap(({ start, document }) =>
      isJudged(document, options) ? document.problems.map((problem) => ({ problem, start })) : [],
    ),
  ];
  return placed.flatMap(({ problem, start }) => {
    const check = options.textChecks.get(problem.code);
    if (check === undefined) return [];
    const described = check.describe(problem);
    const severity = severityWith(options.severity(check.id), described.severity, check.severity);
    if (severity === undefined) return [];
    return [
      {
        ...described,
        rule: check.id,
        severity,
        data: problem.data,
        related: [],
        tags: [],
        uri,
        range: { start: problem.start + start, end: problem.end + start },
        path: '',
        resource: undefined,
        apiVersion: undefined,
        world: world.name,
      },
    ];
  });
}

function isWrittenIn(
  { origin }: Slot,
  uri: string,
  { documentStart, document }: { readonly documentStart: number; readonly document: YamlDocument },
): boolean {
  const { start } = origin.extent;
  return origin.uri === uri && documentStart <= start && start <= documentStart + document.text.length;
}

/** `explained`: another finding tells of the same mistake. */
function slotFindings(
  world: World,
  uri: string,
  slot: Slot,
  options: PublishOptions,
): Readonly<Record<'shown' | 'explained', readonly PublishedFinding[]>> {
  const all = slot.evaluations.flatMap((evaluation) => evaluation.findings);
  const explaining = all.filter((finding) => canExplain(finding, options));
  const explained = all.filter((finding) => isExplained(finding, explaining, options));
  const publish = (findings: readonly Finding[]) =>
    findings
      .flatMap((finding) => {
        const own = options.checks.get(finding.rule)?.severity ?? finding.severity;
        const severity = severityWith(options.severity(finding.rule), finding.severity, own);
        return severity === undefined ? [] : [publishFinding(world, finding, severity)];
      })
      .filter((finding) => finding.uri === uri && !isUnknown(finding, options));
  return {
    shown: publish(all.filter((finding) => !explained.includes(finding))),
    explained: publish(explained),
  };
}

/** What a template or somebody will put there is not known, so nothing is said about it. */
function isUnknown({ range, path }: PublishedFinding, { yaml }: PublishOptions): boolean {
  return !isProse(path) && holdsPlaceholderIn(yaml.text.slice(range.start, range.end));
}

/** Texts of other languages, in which the marks of placeholders mean something. */
function isProse(path: string): boolean {
  return /(?:regex|inlineCode|inlineString|inline_code|inline_string|expression|safeRegex)$/i.test(path);
}

function canExplain({ rule, severity }: Finding, { checks }: PublishOptions): boolean {
  const check = checks.get(rule);
  if (check === undefined) return false;
  return check.supersedes.length > 0 || (check.silences === 'below' && severity === 'error');
}

/** One mistake, one diagnostic: an error that explains a node, or a rule that says the same better, wins. */
function isExplained(finding: Finding, explaining: readonly Finding[], options: PublishOptions): boolean {
  return explaining.some((other) => {
    if (other === finding || other.rule === finding.rule || other.at.resource !== finding.at.resource)
      return false;
    const check = options.checks.get(other.rule);
    if (check === undefined) return false;
    if (other.at.path === finding.at.path && check.supersedes.includes(finding.rule)) return true;
    const isStructural = options.checks.get(finding.rule)?.silences === 'below';
    return (
      check.silences === 'below' &&
      !isStructural &&
      other.severity === 'error' &&
      isAtOrBelow(finding.at.path, other.at.path)
    );
  });
}

function isAtOrBelow(path: string, ancestor: string): boolean {
  if (!path.startsWith(ancestor)) return false;
  const next = path[ancestor.length];
  return next === undefined || next === '.' || next === '[';
}

function publishFinding(world: World, finding: Finding, severity: Severity): PublishedFinding {
  const slot = finding.at.resource as Slot;
  const { uri, range, via } = slot.origin.locate(finding.at);
  const related = finding.related.flatMap((place) => {
    const other = place.resource;
    // The built-in gateway is in no file.
    if (!(other instanceof Slot)) return [];
    const located = other.origin.locate(place);
    return [{ uri: located.uri, range: located.range, text: place.text }];
  });
  related.push(...via);
  const { at, related: _, ...rest } = finding;
  return {
    ...rest,
    severity,
    related,
    uri,
    range,
    path: at.path,
    resource: slot,
    apiVersion: slot.resource.apiVersion,
    world: world.name,
  };
}

function isSilenced(
  finding: PublishedFinding,
  silencer: {
    readonly document: YamlDocument;
    readonly documentStart: number;
    readonly directive: IgnoreDirective;
  },
): boolean {
  const { directive, document, documentStart } = silencer;
  const at = finding.range.start - documentStart;
  if (at < 0 || at > document.text.length || !directive.rules.includes(finding.rule)) return false;
  return directive.scope === 'document' || (at >= directive.target.start && at <= directive.target.end);
}

export function byPosition(a: PublishedFinding, b: PublishedFinding): number {
  if (a.range.start !== b.range.start) return a.range.start - b.range.start;
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}
