/** Two items of a list that have to differ and do not. */
import type { Cursor } from '../../model/cursor.ts';
import { checkWildcardHost } from '../../primitives/host.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import type { RuleContext } from '../define-rule.ts';
import { defineRule } from '../define-rule.ts';
import {
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
  POLICIES,
} from '../field-table.ts';

interface ListRow extends FieldRow {
  /** What has to differ, below an item. */
  readonly by: readonly string[];
  readonly what: string;
  /** Items that are not compared. */
  readonly skips?: (value: string) => boolean;
}

const port = { by: ['port', 'number'], what: 'Port', skips: (value: string) => value === '0' };

const TABLE: FieldTable<ListRow> = new Map<`${string}/${string}`, readonly ListRow[]>([
  [
    'networking.istio.io/DestinationRule',
    [
      { pattern: 'subsets', check: { code: 'V-DR-02' }, by: ['name'], what: 'Subset' },
      ...atEach<ListRow>(POLICIES, [
        {
          pattern: 'loadBalancer.consistentHash.httpCookie.attributes',
          check: { code: 'V-DR-42', since: '1.28' },
          by: ['name'],
          what: 'Attribute',
        },
      ]),
    ],
  ],
  [
    'networking.istio.io/Sidecar',
    [
      { pattern: 'ingress', check: { code: 'V-SC-09' }, ...port },
      { pattern: 'egress', check: { code: 'V-SC-31' }, ...port },
      {
        pattern: 'egress',
        check: { code: 'V-SC-30' },
        by: ['bind'],
        what: 'Socket',
        skips: (value) => !value.startsWith('unix://'),
      },
    ],
  ],
  [
    'networking.istio.io/VirtualService',
    [{ pattern: 'hosts', check: { code: 'V-VS-12' }, by: [], what: 'Host' }],
  ],
]);

interface Data {
  readonly what: string;
  readonly value: string;
  readonly other: string;
}

const messages = {
  twice: ({ what, value }: Data) => `${what} "${value}" is there twice`,
  within: ({ what, value, other }: Data) => `${what} "${value}" overlaps with "${other}"`,
};

export const duplicate = defineRule({
  id: 'list/duplicate',
  title: 'Item of a list is there already',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  supersedes: ['virtual-service/conflicting-hosts'],
  docs: {
    why: 'Subsets are told apart by their names, listeners by their ports, and the hosts of a VirtualService may not overlap: `*.example.com` stands for `a.example.com` already. The webhook refuses the object.',
    fix: 'Remove one of the two, or give it a name or port of its own.',
    noFix: 'Which of the two is meant is not written.',
  },
  messages,
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { entry, field } of fieldsOf(ctx.resource, TABLE)) {
      const overlap = overlaps(field, entry);
      for (const [first, second] of overlap) tell(ctx, entry, first, second);
    }
  },
});

function tell(
  ctx: RuleContext<typeof messages>,
  { what, check }: ListRow,
  first: Cursor,
  second: Cursor,
): void {
  const equivalents = equivalentsAt(ctx.world, check);
  if (equivalents.length === 0 || ctx.resource.areApart(first.path, second.path)) return;
  const [value, other] = [textOf(second), textOf(first)];
  ctx.report({
    message: value === other ? 'twice' : 'within',
    at: second.path,
    data: { what, value, other },
    related: [{ resource: ctx.self, path: first.path, text: 'the other one' }],
    equivalents,
  });
}

/** Each item with one before it that it may not stand beside; every item at most once. */
function overlaps(list: Cursor, { by, skips }: ListRow): readonly (readonly [Cursor, Cursor])[] {
  const items = list
    .items()
    .map((item) => by.reduce((cursor, name) => cursor.get(name), item))
    .filter((item) => textOf(item) !== '' && skips?.(textOf(item)) !== true);
  if (by.length === 0) return overlappingHosts(items);
  const seen = new Map<string, Cursor>();
  const found: (readonly [Cursor, Cursor])[] = [];
  for (const item of items) {
    const before = seen.get(textOf(item));
    if (before === undefined) seen.set(textOf(item), item);
    else found.push([before, item]);
  }
  return found;
}

/** The webhook compares hosts only when each of them is one. */
function overlappingHosts(hosts: readonly Cursor[]): readonly (readonly [Cursor, Cursor])[] {
  if (!hosts.every((host) => checkWildcardHost(textOf(host)).ok || isIpAddress(textOf(host)))) return [];
  const seen = new Map<string, number>();
  const found = new Map<Cursor, Cursor>();
  for (const [at, host] of hosts.entries()) {
    const before = seen.get(textOf(host));
    if (before === undefined) seen.set(textOf(host), at);
    else found.set(host, hosts[before] ?? host);
  }
  for (const [at, host] of hosts.entries()) {
    const text = textOf(host);
    for (let from = text.startsWith('*') ? 2 : 0; from <= text.length; from++) {
      const around = seen.get(`*${text.slice(from)}`);
      if (around === undefined || around === at || textOf(hosts[around] as Cursor) === text) continue;
      const [first, second] = [hosts[Math.min(at, around)], hosts[Math.max(at, around)]];
      if (first !== undefined && second !== undefined && !found.has(second)) found.set(second, first);
      break;
    }
  }
  return [...found].map(([second, first]) => [first, second]);
}

function textOf(field: Cursor): string {
  return field.string() ?? (field.number() === undefined ? '' : String(field.number()));
}
