/** What stands beside the name of a symbol: what a list names, where a route goes, which port a server has. */
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';

/** What a list is about, shown beside its name. */
const LISTED_KEYS: ReadonlySet<string> = new Set(['hosts', 'gateways', 'exportTo', 'hostnames', 'addresses']);

/** Empty where the key says enough. */
export function entryDetail(key: string, value: YamlNode): string {
  if (value.kind === 'scalar') return firstLine(value.text);
  return LISTED_KEYS.has(key) ? listed(value) : '';
}

/** Labels of a subset, the weight of a destination, a route in one line, port and hosts of a server. */
export function itemDetail(node: YamlNode): string {
  const labels = findEntry(node, 'labels')?.value;
  if (labels?.kind === 'map') {
    const pairs = labels.entries.map(({ key, value }) => `${key.text}=${scalarText(value)}`);
    return firstLine(pairs.join(', '));
  }
  const routes = findEntry(node, 'route')?.value;
  if (routes?.kind === 'seq') return routeDetail(node, routes.items);
  const port = portText(node);
  if (port !== '') return joined([port, listed(findEntry(node, 'hosts')?.value)], ', ');
  return prefixed('weight ', field(node, 'weight'));
}

/** `/api → cart v1 (90), cart v2 (10)`. */
function routeDetail(route: YamlNode, destinations: readonly { readonly value: YamlNode }[]): string {
  const shares = destinations.map(({ value }) => {
    const weight = field(value, 'weight');
    return joined([target(value), weight === '' ? '' : `(${weight})`], ' ');
  });
  return joined([matchText(findEntry(route, 'match')?.value), joined(shares, ', ')], ' → ');
}

/** Of the first match; more are counted. */
function matchText(matches: YamlNode | undefined): string {
  if (matches?.kind !== 'seq') return '';
  const uri = findEntry(matches.items[0]?.value, 'uri')?.value;
  const path = ['exact', 'prefix', 'regex'].map((key) => field(uri, key)).find((text) => text !== '');
  if (path === undefined) return '';
  return matches.items.length === 1 ? path : `${path} +${matches.items.length - 1}`;
}

/** `443 HTTPS` of a server's port, or of a port itself. */
function portText(node: YamlNode): string {
  const port = findEntry(node, 'port')?.value;
  const number = port?.kind === 'map' ? field(port, 'number') : field(node, 'number') || scalarText(port);
  const protocol = field(port?.kind === 'map' ? port : node, 'protocol');
  return number === '' ? '' : joined([number, protocol], ' ');
}

/** `cart v1`: host and subset of a destination; empty for everything else. */
export function target(node: YamlNode): string {
  const destination = findEntry(node, 'destination')?.value;
  return joined([field(destination, 'host'), field(destination, 'subset')], ' ');
}

function field(node: YamlNode | undefined, key: string): string {
  return scalarText(findEntry(node, key)?.value);
}

function prefixed(prefix: string, text: string): string {
  return text === '' ? '' : `${prefix}${text}`;
}

function joined(parts: readonly string[], between: string): string {
  return firstLine(parts.filter((part) => part !== '').join(between));
}

function listed(node: YamlNode | undefined): string {
  return node?.kind === 'seq'
    ? joined(
        node.items.map(({ value }) => scalarText(value)),
        ', ',
      )
    : '';
}

function scalarText(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' ? firstLine(node.text) : '';
}

const MAX_DETAIL = 60;

/** As much of a text as fits beside a name. */
export function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL)}…` : line;
}
