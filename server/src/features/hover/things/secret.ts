/** A Secret: where it is defined and which keys it has. Never what they hold. */
import { kindName } from '../../../base/kind-id.ts';
import { secrets } from '../../../model/secret.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import { type HoverContext, linkAs } from '../hover-context.ts';
import { blocks, code, someOf } from '../hover-page.ts';

export function describeSecret(context: HoverContext, target: PlacedSite): string {
  const { resource } = context.snapshot.slotOf(target.resource);
  const facts = resource.facts(secrets).find(({ secretName }) => secretName === target.row.name);
  const kind = kindName(resource.kindId);
  const link = linkAs(context, target.resource, {
    name: `${resource.namespace}/${resource.name}`,
    path: 'metadata.name',
  });
  const type = resource.kindId === 'core/Secret' ? resource.cursor.get('type').string() : undefined;
  return blocks([
    `**${code(target.row.name)}** · ${kind === 'Secret' ? 'Secret' : `Secret made by ${kind}`} ${link}`,
    type === undefined ? undefined : `Type: ${code(type)}`,
    facts?.keys === undefined || facts.keys.length === 0
      ? undefined
      : `Keys: ${someOf(facts.keys.map(code))}`,
  ]);
}
