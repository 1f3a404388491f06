/** One missing thing that an object names in several places is one finding, at the first of them. */
import type { PublishedFinding } from '../finding.ts';

/** Rules about things that are missing: what they say names the thing. */
function isOfMissing({ rule }: PublishedFinding): boolean {
  return rule.endsWith('-not-found') || rule.endsWith('/no-workload');
}

/** More places than this say nothing new. */
const MOST_PLACES = 20;

export interface Folded {
  readonly findings: readonly PublishedFinding[];
  /** Told by another one. */
  readonly repeated: readonly PublishedFinding[];
}

/** @param findings of one object */
export function foldRepeated(findings: readonly PublishedFinding[]): Folded {
  return folded(findings, {
    isMeant: isOfMissing,
    sayingOf: ({ rule, severity, message }) => `${rule} ${severity} ${message}`,
    text: 'named here, too',
  });
}

/** Rules that say of every object of an old manifest what one says of all that have the same successor. */
const OF_OLD_FILES: ReadonlySet<string> = new Set(['object/retired-group']);

/** @param findings of one file, in order */
export function foldOldObjects(findings: readonly PublishedFinding[]): readonly PublishedFinding[] {
  return folded(findings, {
    isMeant: ({ rule }) => OF_OLD_FILES.has(rule),
    sayingOf: ({ rule, severity, data }) => `${rule} ${severity} ${String(data['successor'])}`,
    text: 'another one',
  }).findings;
}

interface Folding {
  isMeant(finding: PublishedFinding): boolean;
  /** Equal for those that say the same. */
  sayingOf(finding: PublishedFinding): string;
  /** What the places of the others are called. */
  readonly text: string;
}

/** Of those that say the same, the first with the places of the others. */
function folded(findings: readonly PublishedFinding[], { isMeant, sayingOf, text }: Folding): Folded {
  const meant = findings.filter(isMeant);
  if (meant.length < 2) return { findings, repeated: [] };
  const first = new Map<string, PublishedFinding>();
  const others = new Map<PublishedFinding, PublishedFinding[]>();
  const repeated: PublishedFinding[] = [];
  for (const finding of meant) {
    const key = sayingOf(finding);
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, finding);
      continue;
    }
    repeated.push(finding);
    const places = others.get(known);
    if (places === undefined) others.set(known, [finding]);
    else places.push(finding);
  }
  if (repeated.length === 0) return { findings, repeated };
  const gone = new Set(repeated);
  return {
    findings: findings
      .filter((finding) => !gone.has(finding))
      .map((finding) => withPlaces(finding, others.get(finding), text)),
    repeated,
  };
}

function withPlaces(
  finding: PublishedFinding,
  places: readonly PublishedFinding[] | undefined,
  text: string,
): PublishedFinding {
  if (places === undefined) return finding;
  const related = [
    ...finding.related,
    ...places.slice(0, MOST_PLACES).map(({ uri, range }) => ({ uri, range, text })),
  ];
  const count = finding.related.length + places.length;
  return { ...finding, related, repeated: places, ...(count > related.length && { relatedCount: count }) };
}
