/** Two injectors for one pod. */
import { MOST_NAMES, nameList } from '../../base/name-list.ts';
import { type InjectionWebhook, injectionWebhooks as model } from '../../model/injection-webhooks.ts';
import { labelSelectorMatches } from '../../primitives/label-selector.ts';
import type { Labels } from '../../primitives/selector.ts';
import { defineDerived } from '../../workspace/derived.ts';
import type { Entry } from '../../workspace/table.ts';
import { type InjectionWebhookRow, injectionWebhooks } from '../../workspace/tables/injection-webhooks.ts';
import { defineRule } from '../define-rule.ts';

export const overlapping = defineRule({
  id: 'webhook-configuration/overlapping',
  title: 'Several injectors are called for the same pods',
  severity: 'warning',
  preset: 'recommended',
  kinds: model.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0139', analyzer: 'webhook.Analyzer' }],
  docs: {
    why: 'Each injector adds a proxy. When the selectors of two webhooks fit the same pod, it gets the proxy of whichever is called first, or a broken mixture of both; which control plane it belongs to is chance.',
    fix: 'Remove the webhook of the control plane that is gone, or give each revision selectors of its own.',
    differs:
      'A warning rather than an error: two control planes may be meant for one cluster after the other.',
    noFix: 'Which revision should inject the proxies is a decision about an upgrade.',
  },
  messages: {
    overlap: ({
      webhook,
      others,
      hasMore,
    }: {
      webhook: string;
      others: readonly string[];
      hasMore: boolean;
    }) =>
      `Webhook "${webhook}" is called for the same pods as ${nameList(others)}${hasMore ? ' and others' : ''}`,
  },
  effect: 'Which control plane a pod gets is chance',
  check(ctx) {
    if (!ctx.resource.facts(model).isIstio) return;
    const { all, ranges, revisions } = ctx.world.derive(allWebhooks, '');
    const { from, to } = ranges.get(ctx.self.key) ?? { from: 0, to: 0 };
    for (let at = from; at < to; at++) {
      const own = all[at];
      if (own === undefined) continue;
      const others = all
        .slice(Math.max(0, at - MOST_COMPARED), at + MOST_COMPARED)
        .filter((other) => other !== own && meet(own, other, revisions));
      if (others.length === 0) continue;
      const shown = others.slice(0, MOST_NAMES);
      ctx.report({
        message: 'overlap',
        at: `${own.webhook.path}.name`,
        data: {
          webhook: own.webhook.name,
          others: shown.map(({ webhook, entry }) => `${entry.resource.name}/${webhook.name}`),
          hasMore: others.length > shown.length,
        },
        related: others.map(({ webhook, entry }) => ({
          resource: entry.resource,
          path: `${webhook.path}.name`,
          text: 'is called too',
        })),
      });
    }
  },
});

/** A cluster has a few; in more than a person wrote, those that stand near are compared. */
const MOST_COMPARED = 50;
/** Of each of two webhooks, so that hostile ones cost no more. */
const MOST_REVISIONS = 5;

interface Placed {
  readonly webhook: InjectionWebhook;
  readonly entry: Entry<InjectionWebhookRow>;
}

/** The injectors of the world, put together once for all of them. */
const allWebhooks = defineDerived<{
  readonly all: readonly Placed[];
  /** Which of them are an object's. */
  readonly ranges: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  /** The first that any of them names. */
  readonly revisions: readonly string[];
}>({
  name: 'injectionWebhooks',
  derive(_, world) {
    const entries = world.read(injectionWebhooks, '');
    const all: Placed[] = [];
    const ranges = new Map<string, { from: number; to: number }>();
    for (const entry of entries) {
      const from = all.length;
      for (const webhook of entry.row.webhooks) all.push({ webhook, entry });
      ranges.set(entry.resource.key, { from, to: all.length });
    }
    const revisions = new Set<string>();
    for (const { row } of entries) {
      for (const revision of row.revisions) if (revisions.size <= 2 * MOST_REVISIONS) revisions.add(revision);
    }
    return { all, ranges, revisions: [...revisions] };
  },
});

/**
 * Whether both are called for some pod: its labels and those of its namespace are chosen apart.
 * @param revisions of which one that neither names stands for all such
 */
function meet(own: Placed, other: Placed, revisions: readonly string[]): boolean {
  const named = [own, other].flatMap(({ entry }) => entry.row.revisions.slice(0, MOST_REVISIONS));
  const third = revisions.find((revision) => !named.includes(revision));
  const asked = [undefined, ...new Set(named), ...(third === undefined ? [] : [third])];
  return (['namespaceSelector', 'objectSelector'] as const).every((selector) =>
    asked.some((revision) =>
      WAYS[selector].some((way) => {
        const labels = revision === undefined ? way : { ...way, 'istio.io/rev': revision };
        return [own, other].every(({ webhook }) => labelSelectorMatches(webhook[selector], labels));
      }),
    ),
  );
}

/** In which namespaces and pods ask for injection, beside the revision. */
const WAYS: Readonly<Record<'namespaceSelector' | 'objectSelector', readonly Labels[]>> = {
  namespaceSelector: [{}, { 'istio-injection': 'enabled' }, { 'istio-injection': 'disabled' }],
  objectSelector: [{}, { 'sidecar.istio.io/inject': 'true' }, { 'sidecar.istio.io/inject': 'false' }],
};
