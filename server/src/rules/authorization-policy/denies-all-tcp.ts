/** A rule that denies by attributes of HTTP, and says nothing of ports that do not speak it. */
import type { Cursor } from '../../model/cursor.ts';
import { policyTarget } from '../../model/policy-target.ts';
import type { Resource } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { servedPorts } from '../../workspace/resolve/served-ports.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const OF_TCP = ['principals', 'ipBlocks', 'namespaces', 'remoteIpBlocks', 'serviceAccounts'].flatMap(
  (name) => [name, `not${name.charAt(0).toUpperCase()}${name.slice(1)}`],
);
const PORTS = ['ports', 'notPorts'];
/** Conditions that hold on every connection: with one of them the rule stays what it is meant to be. */
const CONDITIONS = new Set([
  'source.ip',
  'remote.ip',
  'source.namespace',
  'source.principal',
  'source.serviceAccount',
  'destination.ip',
  'destination.port',
  'connection.sni',
]);

export const deniesAllTcp = defineRule({
  id: 'authorization-policy/denies-all-tcp',
  title: 'Rule that denies by attributes of HTTP names no ports',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  scope: 'workspace',
  equivalents: admission([{ code: 'V-AP-13' }]),
  docs: {
    why: 'On ports that do not speak HTTP, what a rule says of methods, paths, hosts and tokens is left out. What remains of a rule with action DENY holds there, and where nothing remains it holds for every connection. The webhook warns of such rules, whatever ports the workloads have.',
    fix: 'Name the ports that speak HTTP in `to[].operation.ports`.',
    noFix: 'Which ports speak HTTP is not written.',
    differs:
      'A hint, not a warning: most workloads speak HTTP on all ports. Where Services declare what all ports of the selected workloads speak, nothing is told: with HTTP alone the rule is what it was meant to be, and of others `authorization-policy/http-on-tcp` tells. As upstream has it, a rule with `when` alone is not told; nor is one with a condition that every connection has, such as `remote.ip`.',
  },
  messages: {
    allTcp: ({ rule }: { rule: string }) => `Rule ${rule} denies by attributes of HTTP, and names no ports`,
  },
  effect: 'Where a workload has ports that do not speak HTTP, it may deny more there than is meant',
  check(ctx) {
    if (ctx.spec.get('action').string() !== 'DENY' || isDeclared(ctx.world, ctx.resource)) return;
    for (const [index, rule] of ctx.spec.get('rules').items().entries()) {
      if (!rule.isMap || ctx.resource.isOpen(rule.path) || !isOfHttp(rule)) continue;
      ctx.report({ message: 'allTcp', at: rule.path, data: { rule: `${index + 1}` } });
    }
  },
});

/** Whether the files say of all ports of the workloads what they speak. */
function isDeclared(world: WorldReader, resource: Resource): boolean {
  const { selector = {}, targetRefs } = resource.facts(policyTarget);
  if (targetRefs.length > 0 || resource.namespace === world.config('rootNamespace')) return false;
  const ports = servedPorts(world, resource.namespace, selector);
  return ports.length > 0 && ports.every(({ speaks }) => speaks !== 'undeclared');
}

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
  if (
    rule
      .get('when')
      .items()
      .some((item) => CONDITIONS.has(item.get('key').string() ?? ''))
  )
    return false;
  if (operations.length > 0) return !operations.some((block) => hasSome(block, PORTS));
  return sources.length > 0 && !sources.some((block) => hasSome(block, OF_TCP));
}

function hasSome(block: Cursor, names: readonly string[]): boolean {
  return names.some((name) => block.has(name) && block.get(name).items().length > 0);
}
