/** What the text under the cursor means in the mesh: the name that stands there, or the selector around it. */
import { targetsOf } from '../../workspace/references/lookup.ts';
import type { Site } from '../../workspace/references/site.ts';
import { type SiteAt, sitesAt } from '../../workspace/references/sites-at.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import { type HoverContext, kindAndLink } from './hover-context.ts';
import { code } from './hover-page.ts';
import { absentText } from './things/absent.ts';
import { describeGateway, describeKubernetesGateway, describeListener } from './things/gateway.ts';
import { describeHost } from './things/host.ts';
import { describeIssuer, describeObject, describeProvider } from './things/named.ts';
import { describeNamespace } from './things/namespace.ts';
import { describePort } from './things/port.ts';
import { describeAccount } from './things/principal.ts';
import { describeSecret } from './things/secret.ts';
import { describeSelector } from './things/selector.ts';
import { describeSubset, describeSubsetUse } from './things/subset.ts';

export interface PlaceUnderCursor {
  readonly uri: string;
  readonly offset: number;
  /** Relative to the object. */
  readonly path: string;
  /** The value is one word: no map or list, and no block of text that may hold many names. */
  readonly isWord: boolean;
}

type NamedSite = Pick<SiteAt, 'row' | 'resource' | 'role'>;

/** Undefined where the text means nothing in the mesh. */
export function meshHover(context: HoverContext, place: PlaceUnderCursor): string | undefined {
  for (const site of sitesHere(context, place)) {
    const text = describeSite(context, site);
    if (text !== undefined) return text;
  }
  return describeSelector(context, place.path);
}

/** What is named at the cursor first, then what else the value names; a namespace inside a name comes last. */
function sitesHere({ snapshot, slot }: HoverContext, place: PlaceUnderCursor): readonly NamedSite[] {
  const touched: readonly NamedSite[] = sitesAt(snapshot, place.uri, place.offset);
  const { targets, origins } = sitesOf(slot.resource);
  const named = (role: NamedSite['role'], sites: readonly Site[]) =>
    sites.filter(({ path }) => path === place.path).map((row) => ({ row, resource: slot, role }));
  const others = place.isWord ? [...named('target', targets), ...named('origin', origins)] : [];
  const rank = ({ row }: NamedSite) => (row.kind === 'namespace' ? 1 : 0);
  return [...touched, ...others].toSorted((a, b) => rank(a) - rank(b));
}

function describeSite(context: HoverContext, site: NamedSite): string | undefined {
  const { row } = site;
  switch (row.kind) {
    case 'host':
      return hostText(context, site);
    case 'subset':
      return site.role === 'target' ? describeSubset(context, site) : describeSubsetUse(context, site);
    case 'service-account':
      return describeAccount(context, site);
    case 'namespace':
      return describeNamespace(context, row.name);
    case 'label':
      return site.role === 'target' ? undefined : describeSelector(context, row.path);
    default:
      return resolvedText(context, site);
  }
}

function resolvedText(context: HoverContext, site: NamedSite): string | undefined {
  const targets = site.role === 'target' ? [site] : targetsOf(context.reader, site);
  const [first] = targets;
  switch (site.row.kind) {
    case 'provider':
      return describeProvider(context, site.row.name, targets);
    case 'issuer':
      return describeIssuer(context, site.row.name, targets);
  }
  if (first === undefined) return absentText(context, site);
  switch (site.row.kind) {
    case 'gateway':
      return describeGateway(context, first);
    case 'kubernetes-gateway':
      return describeKubernetesGateway(context, first);
    case 'listener':
      return describeListener(context, first);
    case 'port':
    case 'port-name':
      return describePort(context, first);
    case 'container-port':
      return `**container port ${code(site.row.name)}** of ${kindAndLink(context, first.resource)}`;
    case 'secret':
      return describeSecret(context, first);
    default:
      return describeObject(context, first, site.role);
  }
}

function hostText(context: HoverContext, { row, role, resource }: NamedSite): string | undefined {
  const { host, namespace, exportTo } = row.facts;
  if (typeof host !== 'string') return undefined;
  if (role === 'target') {
    const isLiteral = host.endsWith('#literal');
    const written = host.endsWith('.svc') ? `${host}.${context.reader.config('clusterDomain')}` : host;
    return isLiteral
      ? undefined
      : describeHost(context, written, { namespace: resource.namespace, exportTo: [] });
  }
  if (typeof namespace !== 'string') return undefined;
  if (row.isLoose === true) return wildcardText(context, host, { row, resource });
  const viewers = Array.isArray(exportTo) ? exportTo.filter((each) => typeof each === 'string') : [];
  return describeHost(context, host, { namespace, exportTo: viewers });
}

function wildcardText(
  context: HoverContext,
  host: string,
  origin: Pick<SiteAt, 'row' | 'resource'>,
): string | undefined {
  const targets = targetsOf(context.reader, origin);
  if (targets.length === 0) return undefined;
  const names = [...new Set(targets.map(({ row }) => code(row.name)))];
  const shown = names.slice(0, WILDCARD_SHOWN).join(', ');
  const more = names.length > WILDCARD_SHOWN ? ' and more' : '';
  return `**${code(host)}** covers ${names.length} hosts of these files: ${shown}${more}`;
}

const WILDCARD_SHOWN = 12;
