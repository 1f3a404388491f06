/** `lint --format json`, version 1: public API, described by the contract of the command line. */
import { append } from '../base/append.ts';
import { kindName } from '../base/kind-id.ts';
import { LineIndex } from '../base/line-index.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { docsUrl } from '../rules/docs-url.ts';
import { type OfferedFix, offerFixes } from '../rules/offer-fixes.ts';
import type { Equivalent, FindingTag, PublishedFinding, Severity } from '../workspace/finding.ts';
import { groupUnproved } from '../workspace/publish/group-unproved.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { LineRange } from './line-range.ts';
import { type ReportedCoverage, reportCoverage } from './report-coverage.ts';
import { isAtLeast } from './severity-order.ts';

export interface ReportedResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for cluster-scoped kinds, and where no namespace is written or assumed. */
  readonly namespace?: string;
  readonly name: string;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly equivalents: readonly Equivalent[];
  readonly file: string;
  readonly range: LineRange;
  readonly path: string;
  readonly resource?: ReportedResource;
  readonly world: string;
  /** Where it holds, when not in all worlds that show its place, and when several are built from it. */
  readonly worlds?: readonly string[];
  readonly docs: string;
  readonly tags: readonly FindingTag[];
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
  readonly related: readonly { readonly file: string; readonly range: LineRange; readonly message: string }[];
  /** All related places, when only the nearest are listed. */
  readonly relatedCount?: number;
}

export interface LintReport {
  readonly version: 1;
  readonly tool: { readonly name: 'meshwright'; readonly version: string };
  /** Target release. */
  readonly istio: string;
  readonly files: number;
  readonly documents: number;
  readonly resources: number;
  readonly suppressed: number;
  readonly durationMs: number;
  /** Sorted by file, position, rule. */
  readonly findings: readonly ReportedFinding[];
  readonly coverage: ReportedCoverage;
}

export interface ReportFacts {
  /** Of Meshwright. */
  readonly version: string;
  /** Target release. */
  readonly istio: string;
  /** How people call a file. */
  show(uri: string): string;
  /** Milliseconds since the run began. */
  elapsed(): number;
  /** Fixes are made for findings that are shown, by who shows fixes: that takes longer than all findings. */
  readonly fixesFrom: Severity | undefined;
  /** A fix of the rule threw: a defect of ours. */
  onFixFailure(rule: string, uri: string, error: unknown): void;
}

/** The snapshot must have been analyzed. */
export function buildReport(snapshot: Snapshot, facts: ReportFacts): LintReport {
  const uris = snapshot
    .uris()
    .map((uri) => ({ uri, name: facts.show(uri) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ uri }) => uri);
  const positions = new Positions(snapshot);
  const found: PublishedFinding[] = [];
  let suppressed = 0;
  let documents = 0;
  let resources = 0;
  for (const uri of uris) {
    const published = snapshot.published(uri);
    suppressed += published.suppressed.length;
    documents += (snapshot.file(uri)?.documents ?? []).filter(
      ({ document }) => document.state === 'parsed',
    ).length;
    resources += snapshot.resources(uri).length;
    append(found, published.findings);
  }
  const findings = groupUnproved(found).map((finding) => {
    const isShown = facts.fixesFrom !== undefined && isAtLeast(finding.severity, facts.fixesFrom);
    const fixes = isShown
      ? offerFixes(snapshot, finding, (error) => facts.onFixFailure(finding.rule, finding.uri, error))
      : [];
    return reportFinding(snapshot, finding, fixes, positions, facts);
  });
  return {
    version: 1,
    tool: { name: 'meshwright', version: facts.version },
    istio: facts.istio,
    files: uris.length,
    documents,
    resources,
    suppressed,
    durationMs: Math.round(facts.elapsed()),
    findings,
    coverage: reportCoverage(snapshot, (range) => positions.range(range.uri, range.range), facts.show),
  };
}

function reportFinding(
  snapshot: Snapshot,
  finding: PublishedFinding,
  fixes: readonly OfferedFix[],
  positions: Positions,
  { show }: Pick<ReportFacts, 'show'>,
): ReportedFinding {
  const resource = resourceOf(snapshot, finding);
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    equivalents: finding.equivalents.map(({ tool, code, analyzer }) =>
      analyzer === undefined ? { tool, code } : { tool, code, analyzer },
    ),
    file: show(finding.uri),
    range: positions.range(finding.uri, finding.range),
    path: finding.path,
    ...(resource === undefined ? {} : { resource }),
    world: finding.world,
    ...(finding.worlds === undefined ? {} : { worlds: [...finding.worlds] }),
    docs: docsUrl(finding.rule),
    tags: [...finding.tags],
    fixes: fixes.map(({ title, isSafe }) => ({ title, safe: isSafe })),
    ...(finding.relatedCount === undefined ? {} : { relatedCount: finding.relatedCount }),
    related: finding.related.map(({ uri, range, text }) => ({
      file: show(uri),
      range: positions.range(uri, range),
      message: text,
    })),
  };
}

/** A finding about the text itself belongs to the object it stands in. */
function resourceOf(snapshot: Snapshot, finding: PublishedFinding): ReportedResource | undefined {
  const slot =
    (finding.resource as Slot | undefined) ?? snapshot.resourceAt(finding.uri, finding.range.start);
  if (slot === undefined) return undefined;
  const { apiVersion, kindId, namespace, name } = slot.resource;
  return {
    apiVersion,
    kind: kindName(kindId),
    ...(namespace === '' ? {} : { namespace }),
    name,
  };
}

/** Line indexes of the files that findings stand in, made once each. */
class Positions {
  readonly #snapshot: Snapshot;
  readonly #indexes = new Map<string, LineIndex>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  range(uri: string, range: OffsetRange): LineRange {
    let index = this.#indexes.get(uri);
    if (index === undefined) {
      index = new LineIndex(this.#snapshot.file(uri)?.text ?? '');
      this.#indexes.set(uri, index);
    }
    return { start: index.positionAt(range.start), end: index.positionAt(range.end) };
  }
}
