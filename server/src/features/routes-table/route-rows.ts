/** The rules of a host as rows, in the order in which a proxy tries them, with those that it never reaches. */
import { coveredRoutes } from '../../model/covered-routes.ts';
import type { Fields } from '../../semantics/fields.ts';
import type { MatchBlock } from '../../semantics/http-match.ts';
import type { TableRule } from '../../semantics/http-table.ts';
import type { MeshObject } from '../../semantics/mesh.ts';
import { isUsable } from '../../semantics/sidecar-tcp.ts';
import type { HttpRule, VirtualService } from '../../semantics/virtual-services.ts';
import { backendDestinations, routeDestinations } from './destination-rows.ts';
import { gatewayApiSettings, istioSettings } from './route-extras.ts';
import type { BlockRow, RouteRow } from './routes-data.ts';
import type { RouteView, SeenHost } from './view.ts';

/** A rule before it has a number. */
interface Draft {
  readonly rule: HttpRule;
  readonly owner: MeshObject;
  readonly blocks: readonly BlockRow[];
  readonly never?: { readonly text: string; readonly by?: HttpRule };
}

export function routeRows(seen: SeenHost): readonly RouteRow[] {
  const drafts = httpDrafts(seen);
  const several = new Set(drafts.map(({ rule }) => rule.writtenIn)).size > 1;
  const ids = new Map(drafts.map(({ rule }) => [rule, idOf(rule)]));
  const http = drafts.map((draft, index) => httpRow(seen, draft, index, { ids, several }));
  return [...http, ...connectionRows(seen, http.length)];
}

/** Rules of the table, each followed by those of its object that the proxy leaves out behind it. */
function httpDrafts({ table, owners, view, bypass }: SeenHost): readonly Draft[] {
  const rules = table?.rules ?? [];
  const used = new Map(rules.map((each) => [each.rule, each]));
  const order = new Map<HttpRule | undefined, Draft[]>();
  for (const owner of owners) {
    let last: HttpRule | undefined;
    let catchAll: HttpRule | undefined;
    for (const rule of owner.http) {
      const entry = used.get(rule);
      if (entry !== undefined) {
        last = rule;
        if (entry.blocks.some(({ isCatchAll }) => isCatchAll)) catchAll = rule;
        continue;
      }
      const list = order.get(last) ?? [];
      order.set(last, [...list, leftOut(view, rule, owner.object, catchAll)]);
    }
  }
  return [
    ...(order.get(undefined) ?? []),
    ...rules.flatMap((entry) => [reached(view, entry, rules, bypass), ...(order.get(entry.rule) ?? [])]),
  ];
}

function reached(
  view: RouteView,
  { rule, owner, blocks }: TableRule,
  rules: readonly TableRule[],
  bypass: string | undefined,
): Draft {
  const rows = rule.blocks.map((block) =>
    blocks.includes(block)
      ? blockRow(view, rule, owner, block)
      : {
          ...blockRow(view, rule, owner, block),
          never: block.whyUnusable(view.proxy) ?? 'the block before takes everything',
        },
  );
  const draft: Draft = { rule, owner, blocks: rows };
  if (bypass !== undefined) return { ...draft, never: { text: bypass } };
  const by = coveredBy(view, rule, rules);
  return by === undefined
    ? draft
    : { ...draft, never: { text: 'Never matches: everything is taken before', by } };
}

function leftOut(view: RouteView, rule: HttpRule, owner: MeshObject, catchAll: HttpRule | undefined): Draft {
  const blocks = rule.blocks.map((block) => blockRow(view, rule, owner, block));
  const reasons = rule.blocks.map((block) => block.whyUnusable(view.proxy));
  const own = reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
  if (own !== undefined) return { rule, owner, blocks, never: { text: `Not seen from here: ${own}` } };
  return {
    rule,
    owner,
    blocks,
    never: {
      text: 'Never matches: everything is taken before',
      ...(catchAll !== undefined && { by: catchAll }),
    },
  };
}

/** The rule in front that takes all requests of this one, as the rule "unreachable route" proves it. */
function coveredBy(
  { snapshot }: RouteView,
  rule: HttpRule,
  rules: readonly TableRule[],
): HttpRule | undefined {
  if (rule.api !== 'istio') return undefined;
  const { resource } = snapshot.slotOf(rule.writtenIn.ref);
  const covered = resource
    .facts(coveredRoutes)
    .find(({ path, isUnreachable }) => isUnreachable && path === rule.fields.path);
  const [first, ...others] = covered?.covered ?? [];
  if (first === undefined || others.some(({ byRoute }) => byRoute !== first.byRoute)) return undefined;
  return rules.find(
    ({ rule: other }) => other.writtenIn === rule.writtenIn && isBelow(first.by, other.fields.path),
  )?.rule;
}

function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`);
}

/** A delegate's rule without a match of its own stands under the conditions of its root. */
function blockRow(
  { places }: RouteView,
  { writtenIn, api, fields }: HttpRule,
  owner: MeshObject,
  { conditions }: MatchBlock,
): BlockRow {
  const { ref } = api === 'istio' && !fields.get('match').exists ? owner : writtenIn;
  return { conditions: conditions.map(({ text, path }) => ({ text, place: places.id(ref, path) })) };
}

interface RowContext {
  readonly ids: ReadonlyMap<HttpRule, string>;
  /** The rules are written in several objects. */
  readonly several: boolean;
}

function httpRow(
  { view }: SeenHost,
  { rule, blocks, never }: Draft,
  index: number,
  { ids, several }: RowContext,
): RouteRow {
  const { fields, writtenIn, name, api } = rule;
  const isIstio = api === 'istio';
  const by = never?.by && ids.get(never.by);
  return {
    id: idOf(rule),
    protocol: 'http',
    order: index + 1,
    ...rankPart(rule.rank),
    ...(name !== undefined && { name }),
    place: view.places.id(writtenIn.ref, fields.path),
    ...(several && { from: writtenIn.id }),
    when: blocks,
    to: isIstio ? routeDestinations(view, fields, writtenIn) : backendDestinations(view, fields, writtenIn),
    ...(isIstio ? istioSettings : gatewayApiSettings)(view, fields, writtenIn),
    ...(never !== undefined && { never: { text: never.text, ...(by !== undefined && { by }) } }),
  };
}

function rankPart(rank: HttpRule['rank']): Pick<RouteRow, 'rank'> {
  if (rank === undefined) return {};
  const [form = 0, length = 0, method = 0, headers = 0, params = 0] = rank;
  const path = form === 3 ? 'exact' : form === 2 ? 'prefix' : 'regex';
  return { rank: { path, length, method: method > 0, headers, params } };
}

/** A match of the Gateway API is a row of its own. */
function idOf({ writtenIn, fields, blocks, api }: HttpRule): string {
  const match = api === 'istio' ? '' : (blocks[0]?.path ?? '');
  return `${writtenIn.kind} ${writtenIn.id} ${match || fields.path}`;
}

/** Connections that nobody looks into: by server name, then all others. */
function connectionRows({ owners, view }: SeenHost, before: number): readonly RouteRow[] {
  const rules = owners.flatMap(({ object, tls, tcp }) => [
    ...tls.map((fields) => ({ object, fields, protocol: 'tls' as const })),
    ...tcp.map((fields) => ({ object, fields, protocol: 'tcp' as const })),
  ]);
  return rules.map(({ object, fields, protocol }, index) => {
    const blocks = fields.get('match').items();
    const isUsed =
      blocks.length === 0 || blocks.some((block) => isUsable(block, object.namespace, view.proxy));
    return {
      id: `${object.kind} ${object.id} ${fields.path}`,
      protocol,
      order: before + index + 1,
      place: view.places.id(object.ref, fields.path),
      when: blocks.map((block) => connectionBlock(view, object, block)),
      to: routeDestinations(view, fields, object),
      extras: [],
      ...(!isUsed && { never: { text: 'Not seen from here: it is for another port, gateway or client' } }),
    };
  });
}

function connectionBlock({ places }: RouteView, { ref }: MeshObject, block: Fields): BlockRow {
  const names = block.get('sniHosts');
  const texts: [string, Fields][] = [];
  if (names.exists) texts.push([`server name ${names.strings().join(' or ')}`, names]);
  const port = block.get('port');
  if (port.number() !== undefined) texts.push([`port ${port.number()}`, port]);
  const subnets = block.get('destinationSubnets');
  if (subnets.exists) texts.push([`address in ${subnets.strings().join(' or ')}`, subnets]);
  return { conditions: texts.map(([text, field]) => ({ text, place: places.id(ref, field.path) })) };
}

/** Owners whose rules a table may hold. */
export function ownersOf(
  rules: readonly TableRule[],
  candidates: readonly VirtualService[],
): readonly VirtualService[] {
  const used = new Set(rules.map(({ rule }) => rule));
  return candidates.filter(({ http }) => http.some((rule) => used.has(rule)));
}
