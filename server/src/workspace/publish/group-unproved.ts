/**
 * Names that no file defines, and of which nobody can say whether they are missing: one hint for all of a sort in a unit,
 * at the first place: in a report, of all files; in an editor, of each file. What is proved is never grouped.
 */
import type { PublishedFinding } from '../finding.ts';

type Sort = 'host' | 'gateway' | 'VirtualService' | 'subset' | 'namespace' | 'target';

const SORTS: ReadonlyMap<string, Sort> = new Map([
  ['virtual-service/host-not-found', 'host'],
  ['destination-rule/host-not-found', 'host'],
  ['route/backend-not-found', 'host'],
  ['webhook-configuration/service-not-found', 'host'],
  ['virtual-service/gateway-not-found', 'gateway'],
  ['route/parent-not-found', 'gateway'],
  ['label/waypoint-not-found', 'gateway'],
  ['virtual-service/delegate-not-found', 'VirtualService'],
  ['virtual-service/subset-not-found', 'subset'],
  ['authorization-policy/namespace-not-found', 'namespace'],
  ['target-ref/not-found', 'target'],
]);

/** Keys of the messages that say so. */
const UNPROVED_KEYS: ReadonlySet<string> = new Set(['unseen', 'noRule']);

/** More are counted. */
const MOST_NAMES = 5;

/** @param findings in the order in which they are reported */
export function groupUnproved(findings: readonly PublishedFinding[]): readonly PublishedFinding[] {
  const groups = new Map<string, PublishedFinding[]>();
  const groupOf = new Map<PublishedFinding, readonly PublishedFinding[]>();
  for (const finding of findings) {
    const sort = sortOf(finding);
    if (sort === undefined) continue;
    const key = `${sort} ${(finding.worldIds ?? [finding.world]).join('\n')}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(finding);
    groupOf.set(finding, group);
  }
  return findings.flatMap((finding) => {
    const group = groupOf.get(finding);
    if (group === undefined || group.length === 1) return [finding];
    return group[0] === finding ? [grouped(finding, group)] : [];
  });
}

/** One that exists in another namespace is told by itself. */
function sortOf({ rule, severity, messageKey, data }: PublishedFinding): Sort | undefined {
  const { elsewhere } = data;
  if (Array.isArray(elsewhere) && elsewhere.length > 0) return undefined;
  return severity === 'hint' && UNPROVED_KEYS.has(messageKey) ? SORTS.get(rule) : undefined;
}

function grouped(first: PublishedFinding, group: readonly PublishedFinding[]): PublishedFinding {
  const sort = sortOf(first) ?? 'host';
  const others = group
    .slice(1)
    .flatMap(({ uri, range, message, related }) => [{ uri, range, text: sentenceOf(message) }, ...related]);
  const related = [...first.related, ...others];
  const names = [...new Set(group.map(nameOf))];
  const { relatedCount: _, ...rest } = first;
  if (names.length === 1) return { ...rest, related };
  const namespaces = new Set(group.flatMap(({ data }) => textOf(data['namespace']) ?? []));
  const places = sort === 'namespace' || namespaces.size < 2 ? '' : ` of ${namespaces.size} namespaces`;
  const more = names.length - MOST_NAMES;
  const shown = `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const message = `${names.length} ${sort}s${places} are in none of these files: ${shown}. Nothing to do when they are deployed from elsewhere; otherwise check the names`;
  return { ...rest, message, related };
}

function nameOf({ data }: PublishedFinding): string {
  const name = ['name', 'subset', 'host', 'service', 'waypoint', 'namespace']
    .map((key) => textOf(data[key]))
    .find((each) => each !== undefined);
  const namespace = textOf(data['namespace']);
  const isQualified =
    name === undefined || namespace === undefined || name === namespace || /[./]/.test(name);
  return isQualified ? (name ?? '') : `${namespace}/${name}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Without the advice, which the group gives once. */
function sentenceOf(message: string): string {
  const end = message.indexOf('. ');
  return end < 0 ? message : message.slice(0, end);
}
