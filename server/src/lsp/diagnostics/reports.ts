/**
 * The diagnostics of each file, made when somebody asks and kept until the file, or a file that they point into, has
 * changed.
 */
import type { Diagnostic } from 'vscode-languageserver';
import type { PublishedFinding } from '../../workspace/finding.ts';
import { groupUnproved } from '../../workspace/publish/group-unproved.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { DiagnosticFeatures } from '../client-features.ts';
import type { FindingCounts } from '../protocol.ts';
import { NO_COUNTS, ReportTotals } from './report-totals.ts';
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
  /** At least one document of the file is one of ours. */
  holdsOurs(uri: string): boolean;
}

export class Reports {
  readonly #workspace: Workspace;
  readonly #features: DiagnosticFeatures;
  readonly #places: ReportPlaces;
  readonly #reports = new Map<string, Report>();
  /** Other files that a report points into, and reports that point into a file. */
  readonly #related = new Map<string, ReadonlySet<string>>();
  readonly #pointing = new Map<string, Set<string>>();
  /** Files whose reports were forgotten because one was that they point into. */
  #moved = new Set<string>();
  readonly #totals = new ReportTotals();
  /** Files whose share in the totals is old. */
  readonly #uncounted = new Set<string>();

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

  /** Of all files; their reports are made where that is still to be done. */
  get totals(): Pick<ReportTotals, 'all' | 'of'> {
    for (const uri of this.#uncounted) {
      const { counts, isEarly } = this.get(uri);
      const isThere = this.#workspace.files.has(uri);
      const ours = this.#places.holdsOurs(uri) ? 1 : 0;
      const worlds = this.#workspace.worldsOf(uri);
      this.#totals.set(uri, isThere ? { findings: counts, ours, worlds } : undefined);
      // More is known of it soon.
      if (isEarly !== true) this.#uncounted.delete(uri);
    }
    return this.#totals;
  }

  /** These files, or what was found in them, may have changed. */
  forget(uris: ReadonlySet<string>): void {
    for (const uri of uris) {
      this.#forgetOne(uri);
      for (const other of this.#pointing.get(uri) ?? []) {
        this.#forgetOne(other);
        this.#moved.add(other);
      }
    }
  }

  forgetAll(): void {
    this.#reports.clear();
    this.#related.clear();
    this.#pointing.clear();
    for (const uri of this.#workspace.files.keys()) this.#uncounted.add(uri);
  }

  /** Files in which nothing was found anew, and that may be told otherwise, since this was asked the last time. */
  takeMoved(): ReadonlySet<string> {
    const moved = this.#moved;
    this.#moved = new Set();
    return moved;
  }

  #forgetOne(uri: string): void {
    this.#reports.delete(uri);
    this.#uncounted.add(uri);
    for (const other of this.#related.get(uri) ?? []) {
      const pointing = this.#pointing.get(other);
      pointing?.delete(uri);
      if (pointing?.size === 0) this.#pointing.delete(other);
    }
    this.#related.delete(uri);
  }

  #make(uri: string): Report {
    const { findings, suppressed } = this.#workspace.publish(uri);
    const related = new Set(findings.flatMap((finding) => finding.related.map((place) => place.uri)));
    related.delete(uri);
    this.#point(uri, related);
    return this.#reportOf(findings, { suppressed: suppressed.length });
  }

  #point(uri: string, related: ReadonlySet<string>): void {
    if (related.size === 0) return;
    this.#related.set(uri, related);
    for (const other of related) {
      const pointing = this.#pointing.get(other);
      if (pointing === undefined) this.#pointing.set(other, new Set([uri]));
      else pointing.add(uri);
    }
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
