/** What the text under the cursor means in the mesh: the name that stands there, or the selector around it. */
import { targetsOf } from '../../workspace/references/lookup.ts';
import type { ReferenceId } from '../../workspace/references/reference-id.ts';
import type { PlacedSite, Site } from '../../workspace/references/site.ts';
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
    const text = DESCRIPTIONS[site.row.kind](context, site);
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

type Describe = (context: HoverContext, site: NamedSite) => string | undefined;

/** What is told of a thing wherever it is defined or named. */
const DESCRIPTIONS: Readonly<Record<ReferenceId, Describe>> = {
  'container-port': ofFirst(
    (context, { row, resource }) =>
      `**container port ${code(row.name)}** of ${kindAndLink(context, resource)}`,
  ),
  'destination-rule': ofFirst(describeObject),
  gateway: ofFirst(describeGateway),
  'gateway-class': ofFirst(describeObject),
  host: hostText,
  issuer: (context, site) => describeIssuer(context, site.row.name, meant(context, site)),
  'kubernetes-gateway': ofFirst(describeKubernetesGateway),
  label: (context, { row, role }) => (role === 'target' ? undefined : describeSelector(context, row.path)),
  listener: ofFirst(describeListener),
  namespace: (context, { row }) => describeNamespace(context, row.name),
  port: ofFirst(describePort),
  'port-name': ofFirst(describePort),
  provider: (context, site) => describeProvider(context, site.row.name, meant(context, site)),
  route: ofFirst(describeObject),
  secret: ofFirst(describeSecret),
  'service-account': describeAccount,
  subset: (context, site) =>
    site.role === 'target' ? describeSubset(context, site) : describeSubsetUse(context, site),
  'virtual-service': ofFirst(describeObject),
};

function meant(context: HoverContext, site: NamedSite): readonly PlacedSite[] {
  return site.role === 'target' ? [site] : targetsOf(context.reader, site);
}

/** Of the thing that is meant; of its absence when there is none. */
function ofFirst(
  describe: (context: HoverContext, target: PlacedSite, role: NamedSite['role']) => string | undefined,
): Describe {
  return (context, site) => {
    const [first] = meant(context, site);
    return first === undefined ? absentText(context, site) : describe(context, first, site.role);
  };
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
