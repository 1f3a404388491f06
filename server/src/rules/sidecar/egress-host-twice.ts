/** A Sidecar imports a host that another entry of the same list imports already. */
import { sidecar } from '../../model/sidecar.ts';
import { parseSidecarHost } from '../../primitives/namespaced-host.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const TWICE = admission([{ code: 'V-SC-34' }]);
const BESIDE_ALL = admission([{ code: 'V-SC-35' }]);

export const egressHostTwice = defineRule({
  id: 'sidecar/egress-host-twice',
  title: 'Egress host is imported by another entry already',
  severity: 'warning',
  preset: 'recommended',
  kinds: sidecar.kinds,
  scope: 'document',
  equivalents: admission([{ code: 'V-SC-34' }, { code: 'V-SC-35' }]),
  docs: {
    why: 'Entries of one list add up, they do not narrow each other: `*/*` beside `shop/*` imports every service of every namespace. The proxies hold as much as without the second entry, which is what a Sidecar is meant to avoid.',
    fix: 'Remove the entry that says less, or the wide one when the narrow one was meant.',
    differs:
      'Of `*/*` only the star is taken for all services; entries that leave something out (`~shop/*`) are.',
  },
  messages: {
    twice: ({ host }: { host: string; other: string }) => `"${host}" is listed twice`,
    covered: ({ host, other }: { host: string; other: string }) =>
      `"${host}" is a part of "${other}", which imports it already`,
  },
  effect: 'It imports nothing more',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const { namespace: home } = ctx.resource;
    // One of the root namespace is for others too, and a dot means the namespace of each.
    const own = home === ctx.world.config('rootNamespace') ? '.' : home;
    for (const { hosts } of ctx.resource.facts(sidecar).egress) {
      const entries = hosts.flatMap(({ value, path }) => {
        const parsed = parseSidecarHost(value);
        if (!parsed.ok || parsed.isExcluded || parsed.namespace === undefined) return [];
        const namespace = parsed.namespace === '.' ? own : parsed.namespace;
        return [{ value, path, key: `${namespace}/${parsed.host}`, whole: `${namespace}/*` }];
      });
      const first = new Map<string, string>();
      for (const { key, value } of entries) if (!first.has(key)) first.set(key, value);
      const seen = new Set<string>();
      for (const { value: host, path, key, whole } of entries) {
        const wider = ['*/*', whole].find((each) => each !== key && first.has(each));
        if (seen.has(key)) {
          const data = { host, other: first.get(key) ?? host };
          ctx.report({ message: 'twice', at: path, data, equivalents: TWICE, fixes: ['drop'] });
        } else if (wider !== undefined) {
          const data = { host, other: first.get(wider) ?? wider };
          const equivalents = wider === '*/*' ? BESIDE_ALL : TWICE;
          ctx.report({ message: 'covered', at: path, data, equivalents, fixes: ['drop'] });
        }
        seen.add(key);
      }
    }
  },
  fixes: {
    drop: suggestion(({ at, data }) => [
      { title: `Remove "${String(data['host'])}"`, operations: [remove(at.path)] },
    ]),
  },
});
