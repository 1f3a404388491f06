/** `exportTo` of VirtualService, DestinationRule and ServiceEntry: which namespaces may see an object. */
import { isDnsLabel } from './dns-label.ts';

export type ExportToProblem =
  | 'duplicate'
  /** `.` beside the object's own namespace. */
  | 'own-namespace-twice'
  | 'bad-namespace'
  /** `~` on a kind that does not know it. */
  | 'nobody-not-supported'
  | 'everyone-with-others'
  | 'nobody-with-others'
  /** A DestinationRule for chosen workloads is for its own namespace only. */
  | 'selector-needs-own-namespace'
  | 'selector-allows-only-own-namespace';

export interface ExportToFault {
  readonly problem: ExportToProblem;
  /** Index of the offending entry; absent when the list as a whole is wrong. */
  readonly index?: number;
}

export interface ExportToContext {
  /** Effective namespace of the object. */
  readonly namespace: string;
  /** ServiceEntry: `~` (nobody) is a value of its own. */
  readonly canHide: boolean;
  /** DestinationRule with a `workloadSelector`. */
  readonly hasWorkloadSelector: boolean;
}

/** All that is wrong with a list, in its order (V-EXP-01 … V-EXP-08). */
export function checkExportTo(
  entries: readonly string[],
  context: ExportToContext,
): readonly ExportToFault[] {
  const faults: ExportToFault[] = [];
  const seen = new Set<string>();
  let ownWrittenAs: string | undefined;
  for (const [index, entry] of entries.entries()) {
    const namespace = entry === '.' ? context.namespace : entry;
    const problem = checkEntry(entry, context);
    if (problem !== undefined) faults.push({ problem, index });
    else if (seen.has(namespace)) {
      const isOwnTwice = namespace === context.namespace && ownWrittenAs !== entry;
      faults.push({ problem: isOwnTwice ? 'own-namespace-twice' : 'duplicate', index });
    }
    seen.add(namespace);
    if (namespace === context.namespace) ownWrittenAs ??= entry;
  }
  return [...faults, ...checkWhole(entries, seen, context)];
}

function checkEntry(entry: string, context: ExportToContext): ExportToProblem | undefined {
  if (entry === '~') return context.canHide ? undefined : 'nobody-not-supported';
  return entry === '*' || entry === '.' || isDnsLabel(entry) ? undefined : 'bad-namespace';
}

function checkWhole(
  entries: readonly string[],
  namespaces: ReadonlySet<string>,
  context: ExportToContext,
): readonly ExportToFault[] {
  const faults: ExportToFault[] = [];
  if (entries.length > 1 && namespaces.has('*')) faults.push({ problem: 'everyone-with-others' });
  if (entries.length > 1 && context.canHide && namespaces.has('~')) {
    faults.push({ problem: 'nobody-with-others' });
  }
  if (context.hasWorkloadSelector && entries.length > 0) {
    if (!namespaces.has(context.namespace)) faults.push({ problem: 'selector-needs-own-namespace' });
    else if (namespaces.size > 1) faults.push({ problem: 'selector-allows-only-own-namespace' });
  }
  return faults;
}

/** Whether some namespace sees two objects; an empty list and `*` mean every namespace. */
export function canMeet(a: readonly string[], b: readonly string[]): boolean {
  const isPublic = (scopes: readonly string[]) => scopes.length === 0 || scopes.includes('*');
  return isPublic(a) || isPublic(b) || a.some((scope) => b.includes(scope));
}
