/** A finding in the protocol's words, as far as the client understands them. */

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { FindingIdentity } from '../../features/code-actions/find-finding.ts';
import { docsUrl } from '../../rules/docs-url.ts';
import {
  type FindingTag,
  messageWithWorlds,
  type PublishedFinding,
  type Severity,
} from '../../workspace/finding.ts';
import type { DiagnosticFeatures } from '../client-features.ts';
import type { Positions } from '../positions.ts';

export const SOURCE = 'meshwright';

/** What a code action needs to find the problem again: carried by the diagnostic, kept by nobody. */
export type DiagnosticData = FindingIdentity;

export interface DiagnosticPlaces {
  positions(uri: string): Positions;
  /** As the client spells it. */
  clientUri(uri: string): string;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAGS: Readonly<Record<FindingTag, DiagnosticTag>> = {
  deprecated: DiagnosticTag.Deprecated,
  unnecessary: DiagnosticTag.Unnecessary,
};

export function toDiagnostic(
  finding: PublishedFinding,
  features: DiagnosticFeatures,
  places: DiagnosticPlaces,
): Diagnostic {
  const tags = finding.tags.map((tag) => TAGS[tag]).filter((tag) => features.tags.has(tag));
  return {
    range: places.positions(finding.uri).rangeAt(finding.range),
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.rule,
    message: messageWithWorlds(finding),
    ...(features.hasCodeDescription && { codeDescription: { href: docsUrl(finding.rule) } }),
    ...(tags.length > 0 && { tags }),
    ...(features.hasRelated &&
      finding.related.length > 0 && {
        relatedInformation: finding.related.map(({ uri, range, text }) => ({
          location: { uri: places.clientUri(uri), range: places.positions(uri).rangeAt(range) },
          message: text,
        })),
      }),
    ...(features.hasData && { data: diagnosticData(finding) }),
  };
}

export function diagnosticData({ rule, messageKey, path, data }: PublishedFinding): DiagnosticData {
  return { rule, messageKey, path, data };
}

/** Reads what a client sent back, which may be anything. */
export function readDiagnosticData(value: unknown): DiagnosticData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { rule, messageKey, path, data } = value as Partial<Record<keyof DiagnosticData, unknown>>;
  if (typeof rule !== 'string' || typeof messageKey !== 'string' || typeof path !== 'string')
    return undefined;
  const isRecord = typeof data === 'object' && data !== null;
  return { rule, messageKey, path, data: isRecord ? (data as DiagnosticData['data']) : {} };
}
