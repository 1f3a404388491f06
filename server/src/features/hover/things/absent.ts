/** A name whose object is not among the files, and how sure that makes its absence. */
import { parseGatewayName } from '../../../primitives/gateway-name.ts';
import { referenceKind } from '../../../workspace/references/reference-kinds.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import { absence, type Certainty } from '../../../workspace/resolve/certainty.ts';
import type { HoverContext } from '../hover-context.ts';
import { blocks, code } from '../hover-page.ts';

const MEANING: Readonly<Record<Certainty, string>> = {
  fact: 'No object of these files has this name.',
  likely: 'No object of these files has this name.',
  made: 'In none of these files; a controller or an installation makes it.',
  outside: 'Not among these files; it may exist outside of them.',
  unproven: 'Not among these files; it may exist outside of them.',
  elsewhere: 'Defined in these files, in a part that is applied on its own.',
  declared: 'Declared in `meshwright.json` to exist outside of these files.',
};

/** Undefined for names whose absence says nothing. */
export function absentText(context: HoverContext, origin: PlacedSite): string | undefined {
  const certainty = certaintyOf(context, origin);
  const { kind, name } = origin.row;
  return certainty && blocks([`**${code(name)}** · ${referenceKind(kind).noun}`, MEANING[certainty]]);
}

function certaintyOf({ reader }: HoverContext, { row }: PlacedSite): Certainty | undefined {
  if (row.kind === 'gateway') {
    const parsed = parseGatewayName(row.name);
    if (!parsed.ok || parsed.form !== 'qualified') return undefined;
    return absence(reader, { of: 'gateway', name: parsed.name, namespace: parsed.namespace });
  }
  if (row.kind !== 'secret') return undefined;
  const { namespaces } = row.facts;
  const namespace: unknown = Array.isArray(namespaces) ? namespaces[0] : undefined;
  return typeof namespace === 'string'
    ? absence(reader, { of: 'secret', name: row.name, namespace })
    : 'unproven';
}
