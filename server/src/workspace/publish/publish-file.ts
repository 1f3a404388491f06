/** Findings of one file as people see them: ranged, with severities, precedence and suppression applied. */
import { append } from '../../base/append.ts';
import { holdsPlaceholderIn } from '../../base/placeholder.ts';
import { isTextJudged } from '../../model/known-kinds.ts';
import { brokenRegions } from '../../yaml/broken-regions.ts';
import { locatePath } from '../../yaml/navigate.ts';
import type { YamlDocument, YamlFile } from '../../yaml/node.ts';
import type { Check, TextCheck } from '../check.ts';
import { conclusionsIn } from '../conclusions.ts';
import type { Finding, PublishedFinding, SeveritySetting } from '../finding.ts';
import { Slot } from '../slot.ts';
import { annotatedSuppressions, isAnnotatedAway } from '../suppression.ts';
import { annotationRemarks, commentRemarks, type Suppressible } from '../suppression-remarks.ts';
import { TEMPLATE_SYNTAX } from '../template-problems.ts';
import type { World } from '../world.ts';
import { writtenHeader } from '../written-header.ts';
import { foldOldObjects, foldRepeated } from './fold-repeated.ts';
import { isGeneratedObject } from './generated-objects.ts';
import { isAboutMissingParts } from './patch-files.ts';
import { explainedFindings } from './precedence.ts';
import { publishedFinding, publishedProblem, publishedRemark } from './published-finding.ts';
import { Silencers } from './silencers.ts';

export interface PublishOptions {
  readonly yaml: YamlFile;
  readonly checks: ReadonlyMap<string, Check>;
  readonly textChecks: ReadonlyMap<string, TextCheck>;
  readonly suppressible: Suppressible;
  /** A person named the file. */
  readonly isExplicit: boolean;
  /** Severity a person has chosen for a rule. */
  severity(rule: string): SeveritySetting | undefined;
  /** A person silenced the rule for this file, outside of it. */
  isSuppressed(rule: string): boolean;
}

export interface PublishedFile {
  /** Sorted by position, then rule. */
  readonly findings: readonly PublishedFinding[];
  readonly suppressed: readonly PublishedFinding[];
}

export function publishFile(world: World, uri: string, options: PublishOptions): PublishedFile {
  // Where actions do not balance, nothing else can be read.
  const isUnreadable = world.problemsIn(uri).some(({ code }) => code === TEMPLATE_SYNTAX);
  const slots = isUnreadable ? [] : world.slotsIn(uri);
  const shown: PublishedFinding[] = [];
  /** Not seen now, because something else is wrong at the same place: its suppression is in use all the same. */
  const unseen: PublishedFinding[] = [];
  for (const slot of slots) addSlotFindings({ world, uri, options }, slot, shown, unseen);
  const ofText = textFindings(world, uri, options);
  const places = new Set(ofText.length === 0 ? [] : shown.map(placeKey));
  for (const finding of ofText) {
    // A hint about how a text reads says nothing new beside a finding about the very value.
    const isTold = finding.severity === 'hint' && places.has(placeKey(finding));
    (isTold ? unseen : shown).push(finding);
  }
  const silencers = new Silencers(
    options.yaml,
    slots.filter(({ unit }) => unit === uri),
  );
  for (const finding of unseen) silencers.use(finding);
  const annotated = new Map(slots.map((slot) => [slot, annotatedSuppressions(slot.resource)]));
  const findings: PublishedFinding[] = [];
  const suppressed: PublishedFinding[] = [];
  for (const finding of shown) {
    const codes = annotated.get(finding.resource as Slot);
    const isSilenced = silencers.use(finding) !== undefined || options.isSuppressed(finding.rule);
    if (isSilenced || (codes !== undefined && isAnnotatedAway(finding, codes))) suppressed.push(finding);
    else findings.push(finding);
  }
  for (const remark of remarksOn({ world, uri, options }, silencers, [suppressed, unseen]))
    findings.push(remark);
  return { findings: foldOldObjects(findings.sort(byPosition)), suppressed: suppressed.sort(byPosition) };
}

interface Place {
  readonly world: World;
  readonly uri: string;
  readonly options: PublishOptions;
}

function placeKey({ range }: PublishedFinding): string {
  return `${range.start} ${range.end}`;
}

/** An object whose findings cannot be shown is a defect of ours, and loses none of the others. */
function addSlotFindings(
  { world, uri, options }: Place,
  slot: Slot,
  shown: PublishedFinding[],
  unseen: PublishedFinding[],
): void {
  const all: Finding[] = [];
  for (const { findings } of slot.evaluations) append(all, findings);
  if (all.length === 0) return;
  const explained = explainedFindings(all, options.checks);
  const own: PublishedFinding[] = [];
  let isGenerated: boolean | undefined;
  const isConsequence = consequencesIn(slot, uri, options.checks);
  const add = (finding: Finding) => {
    try {
      const published = publishedFinding(world, finding, options);
      if (published === undefined || published.uri !== uri || isUnknown(published, options)) return;
      const isAdvice = published.severity === 'hint' || published.severity === 'info';
      const isWanted = !isAdvice || options.severity(finding.rule) !== undefined;
      isGenerated ??= isGeneratedObject(slot.resource);
      const isLeftOut =
        explained.has(finding) ||
        isPerhaps(slot, finding, options.checks) ||
        (isGenerated && !isWanted) ||
        isConsequence(published);
      (isLeftOut ? unseen : own).push(published);
    } catch (error) {
      world.failed({ kind: 'rule', id: `${finding.rule} (place)` }, slot, error);
    }
  };
  for (const finding of all) add(finding);
  const { findings, repeated } = foldRepeated(own);
  for (const finding of findings) shown.push(finding);
  for (const finding of repeated) unseen.push(finding);
}

/** One mistake, one finding: near a broken line of its document, and about an object whose name cannot be read for it. */
function consequencesIn(
  { resource, origin }: Slot,
  uri: string,
  checks: PublishOptions['checks'],
): (finding: PublishedFinding) => boolean {
  const { document, root } = resource;
  if (document.problems.length === 0 || origin.writtenPath !== undefined || origin.uri !== uri)
    return () => false;
  const isNameless = resource.isBroken && resource.name === '';
  const start = origin.extent.start - root.start;
  const regions = brokenRegions(document.text, document.problems);
  return ({ rule, range }) =>
    (isNameless && checks.get(rule)?.scope === 'workspace') ||
    regions.some((region) => region.start <= range.start - start && range.start - start < region.end);
}

/** Of a conflict: one of the objects stands in a branch of a template that the others do not stand in. */
function isPerhaps(slot: Slot, { rule, related }: Finding, checks: PublishOptions['checks']): boolean {
  if (checks.get(rule)?.needsAll !== true) return false;
  const { branches } = slot.origin;
  return related.some(({ resource }) => resource instanceof Slot && resource.origin.branches !== branches);
}

/** What a template or somebody will put there is not known, so nothing is said about it. */
export function isUnknown(finding: PublishedFinding, { yaml }: PublishOptions): boolean {
  const { range, path, resource, rule, uri } = finding;
  const isBuilt = resource instanceof Slot && resource.origin.writtenPath !== undefined;
  if (!isBuilt && isAboutMissingParts(rule, uri, resource?.kindId)) return true;
  if (isProse(path)) return false;
  const text = printedText(finding) ?? yaml.text.slice(range.start, range.end);
  return holdsPlaceholderIn(text) || (isNaming(path) && VARIABLE.test(text));
}

/** What the actions at a place have printed, where that is known. */
function printedText({ resource, path }: PublishedFinding): string | undefined {
  if (!(resource instanceof Slot) || resource.origin.printsValues !== true) return undefined;
  const { document, root } = resource.resource;
  const found = locatePath(root, path);
  return found?.complete === true ? document.text.slice(found.node.start, found.node.end) : '';
}

/** Fields with names and addresses, of which none is written in capitals: what is, stands for one. Enums are elsewhere. */
const NAMING: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'host',
  'hosts[]',
  'hostname',
  'hostnames[]',
  'jwksUri',
  'issuer',
  'url',
  'address',
  'credentialName',
  'secretName',
  'gateways[]',
  'server',
]);
const VARIABLE = /^["']?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+["']?$/;

function isNaming(path: string): boolean {
  return NAMING.has(path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '[]'));
}

/** Texts of other languages, in which the marks of placeholders mean something. */
function isProse(path: string): boolean {
  return /(?:regex|inlineCode|inlineString|inline_code|inline_string|expression)$/i.test(path);
}

function textFindings(world: World, uri: string, options: PublishOptions): readonly PublishedFinding[] {
  const { yaml } = options;
  const made = world.problemsIn(uri);
  const ofMaking = made.flatMap(
    (problem) => publishedProblem({ world, uri, start: 0 }, problem, options) ?? [],
  );
  // A build that stops at a text says so itself: one mistake, one diagnostic.
  const isToldByBuild = (at: number) => made.some(({ start }) => start === at);
  const ofFile = yaml.problems.flatMap(
    (problem) => publishedProblem({ world, uri, start: 0 }, problem, options) ?? [],
  );
  const ofDocuments = yaml.documents.flatMap(({ start, document }) =>
    isJudged(document, options)
      ? document.problems.flatMap((problem) =>
          isToldByBuild(start + problem.start)
            ? []
            : (publishedProblem({ world, uri, start }, problem, options) ?? []),
        )
      : [],
  );
  const isUnreadable = made.some(({ code }) => code === TEMPLATE_SYNTAX);
  return isUnreadable ? ofMaking : [...ofMaking, ...ofFile, ...ofDocuments];
}

function isHeaderSlip({ code }: YamlDocument['problems'][number]): boolean {
  return code === 'incomplete-header' || code === 'misspelt-group';
}

/** The text of other people's documents is their business, but not of those that were meant to be ours. */
function isJudged(document: YamlDocument, options: PublishOptions): boolean {
  if (document.problems.length === 0) return false;
  const isJudgedText = isTextJudged(writtenHeader(document.header), options.isExplicit);
  return isJudgedText || document.problems.some(isHeaderSlip);
}

function remarksOn(
  { world, uri, options }: Place,
  silencers: Silencers,
  silenced: readonly (readonly PublishedFinding[])[],
): readonly PublishedFinding[] {
  const conclusions = conclusionsIn(world, options);
  const slots = world.slotsIn(uri);
  const ofDocument = slotsByDocument(uri, options.yaml, slots);
  const usedCodes = new Map<unknown, Set<string>>();
  for (const { resource, equivalents } of silenced.flat()) {
    const used = usedCodes.get(resource) ?? new Set();
    usedCodes.set(resource, used);
    for (const { tool, code } of equivalents) used.add(`${tool} ${code}`);
  }
  return [
    ...silencers.all.flatMap((silencer) =>
      commentRemarks(
        silencer,
        options.suppressible,
        ofDocument.get(silencer.documentStart) ?? [],
        conclusions,
      ),
    ),
    ...slots.flatMap((slot) =>
      annotationRemarks(slot, usedCodes.get(slot) ?? new Set(), options.suppressible, conclusions),
    ),
  ].flatMap((remark) => publishedRemark(world, uri, remark, options) ?? []);
}

/** Objects that are written in a file, by the offset of their document. */
function slotsByDocument(
  uri: string,
  { documents }: YamlFile,
  slots: readonly Slot[],
): ReadonlyMap<number, readonly Slot[]> {
  const found = new Map<number, Slot[]>();
  const written = slots.filter((slot) => slot.origin.uri === uri);
  const sorted = written.toSorted((a, b) => a.origin.extent.start - b.origin.extent.start);
  let at = 0;
  for (const slot of sorted) {
    const { start } = slot.origin.extent;
    while ((documents[at + 1]?.start ?? Number.POSITIVE_INFINITY) <= start) at++;
    const document = documents[at];
    if (document === undefined) continue;
    const list = found.get(document.start);
    if (list === undefined) found.set(document.start, [slot]);
    else list.push(slot);
  }
  return found;
}

export function byPosition(a: PublishedFinding, b: PublishedFinding): number {
  if (a.range.start !== b.range.start) return a.range.start - b.range.start;
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}
