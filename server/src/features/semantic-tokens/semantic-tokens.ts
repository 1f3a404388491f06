/** Colours by meaning: hosts, subsets, other names that refer, durations; and what never has an effect. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { ReferenceId } from '../../workspace/references/reference-id.ts';
import { rangeOfSite } from '../../workspace/references/sites-at.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { durations } from './durations.ts';

export const TOKEN_TYPES = ['meshHost', 'meshSubset', 'meshReference', 'meshDuration'] as const;
export const TOKEN_MODIFIERS = ['declaration', 'deprecated', 'unreachable'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  /** On one line, in file offsets. */
  readonly range: OffsetRange;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** In the order of the text, none inside another. Findings count as far as they are known. */
export function semanticTokens(
  snapshot: Snapshot,
  uri: string,
  range: OffsetRange | undefined,
): readonly SemanticToken[] {
  const findings = snapshot.findings(uri).filter(({ tags }) => tags.length > 0);
  const text = snapshot.file(uri)?.text ?? '';
  const all = snapshot
    .resources(uri)
    .filter((slot) => range === undefined || touches(slot.origin.extent, range))
    .flatMap((slot) => tokensOf(snapshot, slot, findings))
    .filter((token) => range === undefined || touches(token.range, range))
    .filter((token) => token.range.end > token.range.start)
    .filter((token) => !text.slice(token.range.start, token.range.end).includes('\n'));
  return outermost(all);
}

/** Undefined: numbers and plain words have no colour of their own. */
const TYPE_BY_KIND: Readonly<Record<ReferenceId, TokenType | undefined>> = {
  'container-port': undefined,
  label: undefined,
  port: undefined,
  'port-name': undefined,
  host: 'meshHost',
  subset: 'meshSubset',
  'destination-rule': 'meshReference',
  gateway: 'meshReference',
  'gateway-class': 'meshReference',
  issuer: 'meshReference',
  'kubernetes-gateway': 'meshReference',
  listener: 'meshReference',
  namespace: 'meshReference',
  provider: 'meshReference',
  route: 'meshReference',
  secret: 'meshReference',
  'service-account': 'meshReference',
  'virtual-service': 'meshReference',
};

function tokensOf(
  snapshot: Snapshot,
  slot: Slot,
  findings: readonly PublishedFinding[],
): readonly SemanticToken[] {
  const own = findings.filter(({ resource }) => resource === slot);
  const { targets, origins } = sitesOf(slot.resource);
  const isDefined = new Set(targets);
  const named = [...targets, ...origins].flatMap((site) => {
    const type = TYPE_BY_KIND[site.kind];
    if (type === undefined) return [];
    const role: readonly TokenModifier[] = isDefined.has(site) ? ['declaration'] : [];
    const modifiers = [...role, ...modifiersAt(own, site.path)];
    return [{ range: rangeOfSite(snapshot, { row: site, resource: slot }), type, modifiers }];
  });
  const lengths = slot.resource.facts(durations).map((path) => ({
    range: snapshot.rangeOf({ resource: slot, path }).range,
    type: 'meshDuration' as const,
    modifiers: modifiersAt(own, path),
  }));
  return [...named, ...lengths];
}

function modifiersAt(findings: readonly PublishedFinding[], path: string): readonly TokenModifier[] {
  const tags = findings
    .filter((finding) => path === finding.path || isBelow(path, finding.path))
    .flatMap((finding) => finding.tags);
  return [
    ...(tags.includes('deprecated') ? (['deprecated'] as const) : []),
    ...(tags.includes('unnecessary') ? (['unreachable'] as const) : []),
  ];
}

function isBelow(path: string, above: string): boolean {
  return above !== '' && (path.startsWith(`${above}.`) || path.startsWith(`${above}[`));
}

/** The first and widest of those that overlap: a host, and not the namespace in it. */
function outermost(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  const sorted = tokens.toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  let end = -1;
  return sorted.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

function touches(a: OffsetRange, b: OffsetRange): boolean {
  return a.start <= b.end && a.end >= b.start;
}
