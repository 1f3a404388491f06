/** No match of a delegate's route fits into the matches of the routes that delegate to it. */
import type { TextMatch } from '../../model/route-match.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { type DelegatedMatch, delegatedMatch, delegations } from '../../workspace/tables/delegates.ts';
import { defineRule } from '../define-rule.ts';

export const delegateContradicts = defineRule({
  id: 'virtual-service/delegate-contradicts',
  title: 'Match of a delegate contradicts the route that delegates',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Every match of a delegate is put together with every match of the route that delegates to it. Two conditions about the same thing must agree: a prefix may only grow longer, an exact text stays, and a regular expression agrees with nothing. What contradicts is dropped; when nothing is left, so is the route.',
    fix: 'Repeat the prefix of the delegating route in the delegate, or leave the condition to one of the two.',
    noFix: 'Either of the two conditions may be the one that is meant.',
  },
  messages: {
    contradicts: ({ condition, own, other, by }: Data) =>
      `"${condition}" (${own}) cannot be put together with that of "${by}" (${other})`,
  },
  effect: 'The route is left out',
  check(ctx) {
    const key = `${ctx.resource.namespace}/${ctx.resource.name}`;
    const { hosts, routes } = ctx.resource.facts(virtualService);
    if (hosts.length > 0) return;
    const found = ctx.world.read(delegations, key);
    if (found.length === 0) return;
    for (const { protocol, matches, path } of routes) {
      if (protocol !== 'http' || matches.length === 0) continue;
      const own = matches.map((each) => delegatedMatch(ctx.resource.cursor.at(each)));
      const clashes = found.map(({ row, resource }) => ({ resource, row, clash: clashOf(row.matches, own) }));
      const [first] = clashes;
      if (first?.clash === undefined || clashes.some(({ clash }) => clash === undefined)) continue;
      ctx.report({
        message: 'contradicts',
        at: { path: `${path}.match`, part: 'key' },
        data: { ...first.clash, by: `${first.resource.namespace}/${first.resource.name}` },
        related: clashes.map(({ resource, row }) => ({
          resource,
          path: `${row.path}.match`,
          text: 'the delegating route',
        })),
      });
    }
  },
});

interface Clash {
  readonly condition: string;
  readonly own: string;
  readonly other: string;
}

interface Data extends Clash {
  readonly by: string;
}

/** The first contradiction when all pairs contradict. */
function clashOf(root: readonly DelegatedMatch[], leaf: readonly DelegatedMatch[]): Clash | undefined {
  let first: Clash | undefined;
  for (const a of root) {
    for (const b of leaf) {
      const clash = clashBetween(a, b);
      if (clash === undefined) return undefined;
      first ??= clash;
    }
  }
  return first;
}

function clashBetween(root: DelegatedMatch, leaf: DelegatedMatch): Clash | undefined {
  const conditions = new Map<string, readonly [TextMatch | undefined, TextMatch | undefined]>();
  conditions.set('uri', [root.uri, leaf.uri]);
  for (const group of ['texts', 'headers'] as const) {
    for (const [name, condition] of Object.entries(root[group])) {
      conditions.set(name, [condition, leaf[group][name]]);
    }
  }
  for (const [condition, [a, b]] of conditions) {
    if (a === undefined || b === undefined || !contradict(a, b)) continue;
    return { condition, own: shown(b), other: shown(a) };
  }
  return undefined;
}

function contradict(root: TextMatch, leaf: TextMatch): boolean {
  if (root.type === 'unclear' || leaf.type === 'unclear') return false;
  if (root.type === 'present' || leaf.type === 'present') return false;
  if (root.type === 'regex' || leaf.type === 'regex') return true;
  if (root.type === 'exact') return leaf.type === 'prefix' || leaf.value !== root.value;
  return !leaf.value.startsWith(root.value);
}

function shown({ type, value }: TextMatch): string {
  return `${type} "${value}"`;
}
