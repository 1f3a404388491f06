/** Names and DestinationRules resolve as the control plane resolved them. Not fixtures: the answers are shared data. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { WorldReader } from '../../server/src/workspace/check.ts';
import { effectiveRule } from '../../server/src/workspace/resolve/destination-rules.ts';
import { qualifiedHost, serviceFor } from '../../server/src/workspace/resolve/hosts.ts';
import { worldOf } from '../engine/world-of.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/corpus/semantics/', import.meta.url));
const CASES = `${FOLDER}cases.json`;

interface Vector {
  readonly id: string;
  readonly title: string;
  readonly files: readonly string[];
  readonly mesh?: Readonly<Record<string, unknown>>;
  readonly query: DestinationRuleQuery | ResolveQuery | { readonly kind: 'other' };
  readonly expected: Readonly<Record<string, unknown>>;
}

interface DestinationRuleQuery {
  readonly kind: 'destinationRule';
  readonly client: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  readonly service: string;
  readonly subset?: string;
}

interface ResolveQuery {
  readonly kind: 'resolve';
  readonly from: { readonly namespace: string };
  readonly value: string;
}

describe('semantics vectors', { skip: !existsSync(CASES) && '../shared/corpus is not here' }, () => {
  for (const { id, title, files, query, expected } of vectors()) {
    if (query.kind === 'other') continue;
    it(`${id} ${title}`, () => {
      const world = worldOf(files.map((file) => readFileSync(FOLDER + file, 'utf8')).join('\n---\n'), {
        completeness: 'complete',
      });
      const found = query.kind === 'resolve' ? resolved(world, query) : ruled(world, query);
      for (const [key, value] of Object.entries(expected)) {
        if (key in found) assert.deepEqual(found[key], value, key);
      }
    });
  }
});

/** Only those of the two kinds that are judged here. */
function vectors(): readonly Vector[] {
  if (!existsSync(CASES)) return [];
  const all = JSON.parse(readFileSync(CASES, 'utf8')) as readonly Vector[];
  return all.filter(({ query, mesh }) => {
    const kinds: readonly string[] = ['destinationRule', 'resolve'];
    return kinds.includes(query.kind) && mesh === undefined;
  });
}

function resolved(world: WorldReader, { value, from }: ResolveQuery): Readonly<Record<string, unknown>> {
  const service = serviceFor(world, value, from.namespace);
  const name = service?.row.source === 'Service' ? service.resource.name : service?.row.host;
  return {
    fqdn: qualifiedHost(world, value, from.namespace),
    service: service === undefined ? null : `${service.row.namespace}/${name}`,
  };
}

/** Policies by port are no part of the lookup. */
function ruled(world: WorldReader, query: DestinationRuleQuery): Readonly<Record<string, unknown>> {
  const { client, service, subset } = query;
  const namespace = serviceFor(world, service, client.namespace)?.row.namespace ?? '';
  const rule = effectiveRule(
    world,
    { host: service, namespace, clientNamespace: client.namespace },
    client.labels,
  );
  return {
    rules: rule?.sources.map(({ row }) => `${row.namespace}/${row.name}`) ?? [],
    subsets: rule?.subsets.map(({ name }) => name) ?? [],
    subsetFound: rule?.subsets.some(({ name }) => name === subset) ?? false,
  };
}
