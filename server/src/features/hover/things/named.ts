/** Things that are little more than a name: providers, issuers, and objects that others refer to. */
import { kindName } from '../../../base/kind-id.ts';
import { requestAuthentication } from '../../../model/request-authentication.ts';
import { virtualService } from '../../../model/virtual-service.ts';
import { originsOf } from '../../../workspace/references/lookup.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import { isRecord } from '../../../yaml/to-json.ts';
import { type HoverContext, kindAndLink, linkAs } from '../hover-context.ts';
import { blocks, code, counted, someOf } from '../hover-page.ts';

/** What it is stands in the mesh configuration, as the key beside the name. */
export function describeProvider(
  context: HoverContext,
  name: string,
  targets: readonly PlacedSite[],
): string {
  const configured = context.reader.config('meshConfig')['extensionProviders'];
  const found = Array.isArray(configured)
    ? configured.find((each) => isRecord(each) && each['name'] === name)
    : undefined;
  const kind = isRecord(found) ? Object.keys(found).find((key) => key !== 'name') : undefined;
  const settings = isRecord(found) && kind !== undefined ? found[kind] : undefined;
  const service = isRecord(settings) ? settings['service'] : undefined;
  const port = isRecord(settings) ? settings['port'] : undefined;
  const places = targets.map((target) =>
    linkAs(context, target.resource, {
      name: `${kindName(target.resource.kindId)} ${target.resource.name}`,
      path: target.row.path,
    }),
  );
  return blocks([
    `**${code(name)}** · extension provider${kind === undefined ? '' : ` ${code(kind)}`}`,
    typeof service === 'string'
      ? `Service: ${code(service)}${typeof port === 'number' ? `, port ${port}` : ''}`
      : undefined,
    places.length === 0
      ? 'Its definition is not among these files.'
      : `Defined in ${someOf([...new Set(places)])}`,
  ]);
}

export function describeIssuer(context: HoverContext, name: string, targets: readonly PlacedSite[]): string {
  const rules = targets.flatMap((target) => {
    const { resource } = context.snapshot.slotOf(target.resource);
    const rule = resource
      .facts(requestAuthentication)
      .jwtRules.find(({ issuer }) => issuer?.path === target.row.path);
    return rule === undefined ? [] : [{ rule, target }];
  });
  const lines = rules.map(({ rule, target }) => {
    const keys = rule.jwksUri === undefined ? 'keys in the object' : `keys from ${code(rule.jwksUri.value)}`;
    const audiences = rule.audiences.map(({ value }) => code(value));
    const suffix = audiences.length === 0 ? '' : `, audiences ${someOf(audiences)}`;
    return `- ${kindAndLink(context, target.resource)}: ${rule.jwksUri === undefined && rule.jwks === undefined ? 'keys found by discovery' : keys}${suffix}`;
  });
  return blocks([
    `**${code(name)}** · issuer of JWTs`,
    lines.length === 0
      ? 'No RequestAuthentication of these files trusts it.'
      : `Trusted by\n${lines.join('\n')}`,
  ]);
}

/** An object that another one names; on itself only when there is something to say. */
export function describeObject(
  context: HoverContext,
  target: PlacedSite,
  role: 'target' | 'origin',
): string | undefined {
  const { resource } = context.snapshot.slotOf(target.resource);
  const users = new Set(
    originsOf(context.world, target).map((origin) => kindAndLink(context, origin.resource)),
  );
  if (role === 'target' && users.size === 0) return undefined;
  return blocks([
    `**${code(resource.name)}** · ${kindAndLink(context, target.resource)}`,
    resource.kindId === 'networking.istio.io/VirtualService'
      ? counted(resource.facts(virtualService).routes.length, 'route')
      : undefined,
    users.size === 0 ? undefined : `Used by ${someOf([...users])}`,
  ]);
}
