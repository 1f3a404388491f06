/**
 * The diagnostics of each file, made when somebody asks and kept until the file, or a file that they point into, has
 * changed.
 */
import type { Diagnostic } from 'vscode-languageserver';
import type { PublishedFinding, Severity } from '../../workspace/finding.ts';
import { groupUnproved } from '../../workspace/publish/group-unproved.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { DiagnosticFeatures } from '../client-features.ts';
import type { FindingCounts } from '../protocol.ts';
import { textHash } from './text-hash.ts';
import { type DiagnosticPlaces, toDiagnostic } from './to-diagnostic.ts';

export interface Report {
  readonly findings: readonly PublishedFinding[];
  readonly diagnostics: Diagnostic[];
  /** Equal for equal diagnostics. */
  readonly hash: string;
  readonly counts: FindingCounts;
  readonly suppressed: number;
  /** What is certain while other files are still being read; more may come. */
  readonly isEarly?: true;
}

const NO_COUNTS: FindingCounts = { error: 0, warning: 0, info: 0, hint: 0 };
const NOTHING: Report = {
  findings: [],
  diagnostics: [],
  hash: textHash('[]'),
  counts: NO_COUNTS,
  suppressed: 0,
};

export const EMPTY_HASH = NOTHING.hash;

export interface ReportPlaces extends DiagnosticPlaces {
  /** Only what is certain is to be told. */
  isEarly(uri: string): boolean;
}

export class Reports {
  readonly #workspace: Workspace;
  readonly #features: DiagnosticFeatures;
  readonly #places: ReportPlaces;
  readonly #reports = new Map<string, Report>();
  /** Other files that a report points into. */
  readonly #related = new Map<string, ReadonlySet<string>>();

  constructor(workspace: Workspace, features: DiagnosticFeatures, places: ReportPlaces) {
    this.#workspace = workspace;
    this.#features = features;
    this.#places = places;
  }

  /** Complete once the analysis has settled. */
  get(uri: string): Report {
    if (this.#places.isEarly(uri))
      return this.#reportOf(this.#workspace.publishEarly(uri), { isEarly: true });
    let report = this.#reports.get(uri);
    if (report === undefined) {
      report = this.#make(uri);
      this.#reports.set(uri, report);
    }
    return report;
  }

  /** These files, or what was found in them, may have changed. */
  forget(uris: ReadonlySet<string>): void {
    for (const uri of uris) this.#forgetOne(uri);
    for (const [uri, related] of [...this.#related]) {
      if ([...related].some((other) => uris.has(other))) this.#forgetOne(uri);
    }
  }

  forgetAll(): void {
    this.#reports.clear();
    this.#related.clear();
  }

  /** Findings of all these files. */
  count(uris: Iterable<string>): FindingCounts {
    const sum = { ...NO_COUNTS };
    for (const uri of uris) {
      const { counts } = this.get(uri);
      for (const severity of Object.keys(sum) as Severity[]) sum[severity] += counts[severity];
    }
    return sum;
  }

  #forgetOne(uri: string): void {
    this.#reports.delete(uri);
    this.#related.delete(uri);
  }

  #make(uri: string): Report {
    const { findings, suppressed } = this.#workspace.publish(uri);
    const related = new Set(findings.flatMap((finding) => finding.related.map((place) => place.uri)));
    related.delete(uri);
    if (related.size > 0) this.#related.set(uri, related);
    return this.#reportOf(findings, { suppressed: suppressed.length });
  }

  #reportOf(
    found: readonly PublishedFinding[],
    { suppressed = 0, ...rest }: { readonly suppressed?: number; readonly isEarly?: true },
  ): Report {
    if (found.length === 0) return { ...NOTHING, suppressed, ...rest };
    const findings = groupUnproved(found);
    const diagnostics = findings.map((finding) => toDiagnostic(finding, this.#features, this.#places));
    const counts = { ...NO_COUNTS };
    for (const { severity } of findings) counts[severity]++;
    return {
      findings: found,
      diagnostics,
      hash: textHash(JSON.stringify(diagnostics)),
      counts,
      suppressed,
      ...rest,
    };
  }
}
