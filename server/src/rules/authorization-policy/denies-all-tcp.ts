/** A rule that denies by attributes of HTTP alone denies every other connection as well. */
import type { Cursor } from '../../model/cursor.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const OF_TCP = ['principals', 'ipBlocks', 'namespaces', 'remoteIpBlocks', 'serviceAccounts'].flatMap(
  (name) => [name, `not${name.charAt(0).toUpperCase()}${name.slice(1)}`],
);
const PORTS = ['ports', 'notPorts'];

export const deniesAllTcp = defineRule({
  id: 'authorization-policy/denies-all-tcp',
  title: 'Rule that denies by HTTP alone denies all of TCP',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  scope: 'document',
  equivalents: admission([{ code: 'V-AP-13' }]),
  docs: {
    why: 'On ports that do not speak HTTP, what a rule says of methods, paths, hosts and tokens is left out. What remains of a rule with action DENY that says nothing else is a rule for every connection. The webhook warns of it.',
    fix: 'Name the ports that speak HTTP in `to[].operation.ports`.',
    noFix: 'Which ports speak HTTP is not written.',
    differs: 'As upstream has it, a rule with `when` alone is not told.',
  },
  messages: {
    allTcp: ({ rule }: { rule: string }) =>
      `Rule ${rule} denies by attributes of HTTP alone, and names no ports`,
  },
  effect: 'On ports that do not speak HTTP it denies every connection',
  check(ctx) {
    if (ctx.spec.get('action').string() !== 'DENY') return;
    for (const [index, rule] of ctx.spec.get('rules').items().entries()) {
      if (!rule.isMap || ctx.resource.isOpen(rule.path) || !isOfHttp(rule)) continue;
      ctx.report({ message: 'allTcp', at: rule.path, data: { rule: `${index + 1}` } });
    }
  },
});

function isOfHttp(rule: Cursor): boolean {
  const sources = rule
    .get('from')
    .items()
    .map((item) => item.get('source'));
  const operations = rule
    .get('to')
    .items()
    .map((item) => item.get('operation'));
  // Blocks that say nothing are refused, which another rule tells.
  if (![...sources, ...operations].every((block) => block.isMap && block.entries().length > 0)) return false;
  if (operations.length > 0) return !operations.some((block) => hasSome(block, PORTS));
  return sources.length > 0 && !sources.some((block) => hasSome(block, OF_TCP));
}

function hasSome(block: Cursor, names: readonly string[]): boolean {
  return names.some((name) => block.has(name) && block.get(name).items().length > 0);
}
