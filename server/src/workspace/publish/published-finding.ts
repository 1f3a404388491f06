/** From findings by path, and problems of the text, to findings by range with the severity that somebody chose. */
import type { YamlProblem } from '../../yaml/node.ts';
import type { Check, TextCheck } from '../check.ts';
import type { Finding, PublishedFinding, Severity, SeveritySetting } from '../finding.ts';
import { severityWith } from '../severity-of.ts';
import { Slot } from '../slot.ts';
import type { SuppressionRemark } from '../suppression-remarks.ts';
import type { World } from '../world.ts';

interface Chosen {
  readonly checks: ReadonlyMap<string, Check>;
  readonly textChecks: ReadonlyMap<string, TextCheck>;
  severity(rule: string): SeveritySetting | undefined;
}

/** Undefined for what nobody wants to hear. */
export function publishedFinding(
  world: World,
  finding: Finding,
  { checks, severity: chosen }: Chosen,
): PublishedFinding | undefined {
  const own = checks.get(finding.rule)?.severity ?? finding.severity;
  const severity = severityWith(chosen(finding.rule), finding.severity, own);
  return severity === undefined ? undefined : located(world, finding, severity);
}

function located(world: World, finding: Finding, severity: Severity): PublishedFinding {
  const slot = finding.at.resource as Slot;
  const { uri, range, via, isPrinted } = slot.origin.locate(finding.at);
  const related = finding.related.flatMap((place) => {
    const other = place.resource;
    // The built-in gateway is in no file.
    if (!(other instanceof Slot)) return [];
    const found = other.origin.locate(place);
    return [{ uri: found.uri, range: found.range, text: place.text }];
  });
  const { at, related: _, ...rest } = finding;
  return {
    ...rest,
    // Other values may make it right.
    severity: isPrinted === true && severity === 'error' ? 'warning' : severity,
    related: [...related, ...via],
    uri,
    range,
    path: at.path,
    resource: slot,
    apiVersion: slot.resource.apiVersion,
    world: world.name,
  };
}

/** `start`: of the document that the problem counts from. */
export function publishedProblem(
  { world, uri, start }: { readonly world: World; readonly uri: string; readonly start: number },
  problem: Omit<YamlProblem, 'code'> & { readonly code: string },
  { textChecks, severity: chosen }: Chosen,
): PublishedFinding | undefined {
  const check = textChecks.get(problem.code);
  if (check === undefined) return undefined;
  const described = check.describe(problem);
  const severity = severityWith(chosen(check.id), described.severity, check.severity);
  if (severity === undefined) return undefined;
  return {
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
  };
}

export function publishedRemark(
  world: World,
  uri: string,
  { code, start, end, data, slot, path }: SuppressionRemark,
  { textChecks, severity: chosen }: Chosen,
): PublishedFinding | undefined {
  const check = textChecks.get(code);
  if (check === undefined) return undefined;
  const described = check.describe({ data });
  const severity = severityWith(chosen(check.id), described.severity, check.severity);
  if (severity === undefined) return undefined;
  return {
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
  };
}
