/** A selector: what it selects, as a whole and by each of its labels. */
import { kindName } from '../../../base/kind-id.ts';
import { selectWorkloads } from '../../../workspace/resolve/workloads.ts';
import { type Selection, selectedBy, selectionsOf } from '../../selection/selections.ts';
import { type HoverContext, workloadList } from '../hover-context.ts';
import { blocks, code, counted, labelText, someOf } from '../hover-page.ts';

/** `path`: of the selector, of its map of labels or of one of them. Undefined elsewhere. */
export function describeSelector(context: HoverContext, path: string): string | undefined {
  const { reader, slot } = context;
  const selection = selectionsOf(reader, slot.resource).find(
    (each) => path === each.path || path === each.labelsPath || isBelow(path, each.labelsPath),
  );
  if (selection === undefined) return undefined;
  const { workloads, endpoints } = selectedBy(reader, selection);
  const where = scopeText(selection, kindName(slot.kindId));
  const listed = endpoints === 0 ? '' : `, ${counted(endpoints, 'listed endpoint')}`;
  return blocks([
    `**${labelText(selection.labels)}** in ${where}`,
    `Selects ${workloadList(context, workloads, selection.namespace)}${listed}`,
    workloads.length === 0 && endpoints === 0 ? emptiness(context, selection) : undefined,
  ]);
}

function isBelow(path: string, labelsPath: string): boolean {
  return path.startsWith(`${labelsPath}.`) || path.startsWith(`${labelsPath}[`);
}

function scopeText({ namespace, host }: Selection, kind: string): string {
  if (host !== undefined) return `the service ${code(host)}`;
  if (namespace !== '*') return `namespace ${code(namespace)}`;
  return kind === 'Gateway' ? 'all namespaces' : 'all namespaces, as this is the root namespace';
}

/** Which labels nobody carries. */
function emptiness({ reader }: HoverContext, { labels, namespace }: Selection): string | undefined {
  const pairs = Object.entries(labels);
  const scope = namespace;
  const unknown = pairs.filter(
    ([key, value]) => selectWorkloads(reader, scope, { [key]: value }).length === 0,
  );
  if (unknown.length === 0)
    return pairs.length > 1 ? 'Each label is carried, but not all by one.' : undefined;
  return `Nothing carries ${someOf(unknown.map(([key, value]) => code(`${key}=${value}`)))}.`;
}
