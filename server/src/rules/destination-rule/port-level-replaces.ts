/** A policy for one port leaves out what the policy above it says: nothing is inherited. */
import { destinationRule } from '../../model/destination-rule.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, PORT_POLICIES } from '../field-table.ts';
import { suggestion } from '../fixes/forms.ts';

const BLOCKS = ['connectionPool', 'outlierDetection', 'loadBalancer', 'tls'] as const;
/** Of a whole policy only: a port cannot repeat them. */
const WHOLE = ['tunnel', 'proxyProtocol', 'retryBudget'] as const;

interface Data {
  readonly port: string;
  readonly lost: readonly string[];
}

export const portLevelReplaces = defineRule({
  id: 'destination-rule/port-level-replaces',
  title: 'Policy of a port drops what the policy above it sets',
  severity: 'info',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(PORT_POLICIES),
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'An entry of `portLevelSettings` is the whole policy of its port. What it does not write (load balancer, connection pool, outlier detection, TLS) has the default there, not the value of the policy around it.',
    fix: 'Repeat in the entry what should hold for the port too.',
  },
  messages: {
    dropped: ({ port, lost }: Data) =>
      `On port ${port} the settings ${lost.map((each) => `"${each}"`).join(', ')} of the policy above do not hold, since its entry does not repeat them`,
  },
  effect: 'They have their defaults there',
  check(ctx) {
    for (const { level, path } of ctx.resource.facts(destinationRule).trafficPolicies) {
      if (level === 'port') continue;
      const policy = ctx.resource.cursor.at(path);
      const written = [...BLOCKS, ...WHOLE].filter((block) => policy.get(block).exists);
      if (written.length === 0) continue;
      for (const entry of policy.get('portLevelSettings').items()) {
        const port = entry.get('port').get('number').number();
        if (port === undefined || ctx.resource.isOpen(entry.path)) continue;
        const lost = written.filter((block) => !entry.get(block).exists);
        if (lost.length === 0) continue;
        ctx.report({
          message: 'dropped',
          at: entry.get('port').path,
          data: { port: String(port), lost, entry: entry.path, policy: path },
          fixes: ['repeat'],
          related: lost.map((block) => ({
            resource: ctx.self,
            path: policy.get(block).path,
            part: 'key' as const,
            text: `does not hold on port ${port}`,
          })),
        });
      }
    }
  },
  fixes: {
    repeat: suggestion(({ data }, { resource }) => {
      const { lost, entry, policy } = data as unknown as Data & { entry: string; policy: string };
      const repeated = BLOCKS.filter((block) => lost.includes(block));
      const shown = repeated.map((block) => `"${block}"`).join(' and ');
      if (repeated.length < lost.length) return [];
      return [
        {
          title: `Repeat ${shown} for the port`,
          operations: repeated.flatMap((block) => {
            const value = resource.cursor.at(`${policy}.${block}`).json();
            return value === undefined ? [] : [set(`${entry}.${block}`, value)];
          }),
        },
      ];
    }),
  },
});
