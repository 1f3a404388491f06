/** Clients speak TLS to a port, and the rule has their proxies begin TLS around it. */

import type { Cursor, Sourced } from '../../model/cursor.ts';
import { type DestinationRuleFacts, destinationRule } from '../../model/destination-rule.ts';
import type { Resource } from '../../model/resource.ts';
import { isTlsProtocol, parseProtocol, protocolOfServicePort } from '../../primitives/port.ts';
import { lookupHost, namesReaching } from '../../workspace/resolve/hosts.ts';
import { httpRoutesTo } from '../../workspace/tables/http-routes-to.ts';
import type { HostRow } from '../../workspace/tables/service-hosts.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly mode: string;
}

const ORIGINATING = new Set(['SIMPLE', 'MUTUAL']);

export const tlsTwice = defineRule({
  id: 'destination-rule/tls-twice',
  title: 'TLS is begun on a port on which clients speak TLS already',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(POLICIES.map((place) => `${place}.tls.mode`)),
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Modes `SIMPLE` and `MUTUAL` have the proxy of the client begin TLS. A port whose protocol or name says `https` or `tls` is one on which the client itself speaks TLS: the proxy wraps it once more, and the server cannot read what it finds inside.',
    fix: 'Let clients speak TLS alone and remove `tls` for this port, or declare a port for plain HTTP (for a ServiceEntry with `targetPort`) and begin TLS on that one, by `portLevelSettings`.',
    differs: 'Silent where an `http` route sends requests to the port: those are in plain text.',
  },
  messages: {
    twice: ({ host, port, name, mode }: Data) =>
      `Port ${port} of "${host}" is one on which clients speak TLS ("${name}"), and mode ${mode} begins TLS again`,
  },
  effect: 'The server gets TLS inside of TLS, and the connection fails',
  check(ctx) {
    const facts = ctx.resource.facts(destinationRule);
    const { host } = facts;
    if (host === undefined || host.value.startsWith('*')) return;
    const beginnings = beginningsOf(ctx.resource.cursor, facts);
    if (beginnings.length === 0) return;
    const { namespace } = ctx.resource;
    const found = lookupHost(ctx.world, host.value, { namespace, exportTo: [] });
    if (found.status !== 'found') return;
    const rows = found.entries.map(({ row }) => row);
    const numbers = new Set(rows.flatMap(({ ports }) => ports.map(({ number }) => number)));
    const routes = namesReaching(ctx.world, host.value, namespace).flatMap((name) =>
      ctx.world.read(httpRoutesTo, name),
    );
    if (routes.some(({ row }) => row.port === undefined)) return;
    const plain = new Set(routes.map(({ row }) => row.port));
    for (const { mode, holdsFor } of beginnings) {
      const port = [...numbers]
        .filter((number) => holdsFor(number) && !plain.has(number))
        .map((number) => tlsPort(rows, number))
        .find((each) => each !== undefined);
      if (port === undefined) continue;
      ctx.report({
        message: 'twice',
        at: mode.path,
        data: {
          host: host.value,
          port: port.number,
          name: port.shown,
          mode: mode.value,
          tls: mode.path.slice(0, -'.mode'.length),
        },
        related: found.entries.map(({ resource }) => ({ resource, path: 'spec.ports', text: 'its ports' })),
        fixes: ['leaveTls'],
      });
    }
  },
  fixes: {
    leaveTls: suggestion(({ data }, { resource }) => [
      way('leave', 'Leave TLS to the clients', remove(settingsOf(resource, String(data['tls'])), 'remove')),
    ]),
  },
});

/** The settings of a port that say nothing but this go as a whole. */
function settingsOf({ cursor }: Resource, tls: string): string {
  const around = tls.slice(0, -'.tls'.length);
  const isOfPort = /\.portLevelSettings\[\d+\]$/.test(around);
  const others = cursor
    .at(around)
    .entries()
    .filter(({ key }) => key !== 'port' && key !== 'tls');
  return isOfPort && others.length === 0 ? around : tls;
}

interface Beginning {
  readonly mode: Sourced<string>;
  readonly holdsFor: (port: number) => boolean;
}

/** What counts for all ports counts for those without settings of their own. */
function beginningsOf(cursor: Cursor, { trafficPolicies }: DestinationRuleFacts): readonly Beginning[] {
  return trafficPolicies.flatMap(({ level, path }) => {
    const policy = cursor.at(path);
    const mode = policy.get('tls').get('mode').sourcedString();
    if (mode === undefined || !ORIGINATING.has(mode.value)) return [];
    const own = level === 'port' ? policy.get('port').get('number').number() : undefined;
    const others = new Set(
      policy
        .get('portLevelSettings')
        .items()
        .map((item) => item.get('port').get('number').number()),
    );
    return [{ mode, holdsFor: (port) => (level === 'port' ? port === own : !others.has(port)) }];
  });
}

/** The port, when every definition of the host that has it says that it speaks TLS. */
function tlsPort(rows: readonly HostRow[], number: number) {
  const ports = rows.flatMap((row) =>
    row.ports.filter((port) => port.number === number).map((port) => ({ row, port })),
  );
  const areTls = ports.every(({ row, port }) => {
    const protocol =
      row.source === 'ServiceEntry' ? parseProtocol(port.protocol) : protocolOfServicePort(port);
    return protocol !== undefined && isTlsProtocol(protocol);
  });
  const [first] = ports;
  if (first === undefined || !areTls) return undefined;
  const { port, row } = first;
  return { number, shown: row.source === 'ServiceEntry' ? port.protocol : (port.appProtocol ?? port.name) };
}
