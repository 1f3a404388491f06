/** A match by a filter that names none, or names one below a filter that has none below it. */
import { childPath } from '../../base/node-path.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { Cursor } from '../../model/cursor.ts';
import { type Operation, remove, set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { checkedPatches, isOfListener } from './match-objects.ts';

const MANAGER = 'envoy.filters.network.http_connection_manager';
const MANAGERS: readonly string[] = [MANAGER, 'envoy.http_connection_manager'];

const NO_NAME: AdmissionCheck = { code: 'V-EF-11' };
const NOT_FOR_HTTP: AdmissionCheck = { code: 'V-EF-12' };
const NO_MANAGER: AdmissionCheck = { code: 'V-EF-13' };
const NO_SUB_NAME: AdmissionCheck = { code: 'V-EF-14' };

interface Data {
  readonly target: string;
  readonly name: string;
  /** Of the match by a filter. */
  readonly filter: string;
}

export const badFilterMatch = defineRule({
  id: 'envoy-filter/bad-filter-match',
  title: 'Match by a filter cannot be read',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  fields: ['spec.configPatches[].match.listener.filterChain.filter'],
  scope: 'document',
  equivalents: admission([NO_NAME, NOT_FOR_HTTP, NO_MANAGER, NO_SUB_NAME]),
  docs: {
    why: 'A match by a filter names a network filter, and for `applyTo: HTTP_FILTER` it may name an HTTP filter in `subFilter`. HTTP filters stand in the manager of HTTP connections only. The webhook refuses a match without a name, and a `subFilter` anywhere else.',
    fix: `Name the network filter, which is \`${MANAGER}\` above a \`subFilter\`; leave out a \`subFilter\` that does not belong there.`,
  },
  messages: {
    noName: (_: Data) => 'The match by a filter does not name it',
    notForHttp: ({ target }: Data) =>
      `A patch of "${target}" is matched by a network filter, and "subFilter" names an HTTP filter`,
    noManager: ({ name }: Data) =>
      `Filter "${name}" has no filters below it that "subFilter" could name; "${MANAGER}" has`,
    noSubName: (_: Data) => 'The match by an HTTP filter does not name it',
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { patch, target } of checkedPatches(ctx.spec)) {
      const filter = patch.get('match').get('listener').get('filterChain').get('filter');
      if (!isOfListener(target) || !filter.isMap || ctx.resource.isOpen(filter.path)) continue;
      const name = filter.get('name');
      const sub = filter.get('subFilter');
      const data = { target, name: name.string() ?? '', filter: filter.path };
      if (isUnnamed(name)) {
        const fixes = target === 'HTTP_FILTER' ? ['nameManager'] : isChain(target) ? ['dropFilter'] : [];
        const at = name.exists ? name.path : filter.path;
        ctx.report({ message: 'noName', at, data, equivalents: admission([NO_NAME]), fixes });
      } else if (sub.exists && target !== 'HTTP_FILTER') {
        ctx.report({
          message: 'notForHttp',
          at: { path: sub.path, part: 'key' },
          data,
          equivalents: admission([NOT_FOR_HTTP]),
          fixes: [isChain(target) ? 'dropFilter' : 'dropSubFilter'],
        });
      } else if (sub.exists && isOther(data.name)) {
        ctx.report({
          message: 'noManager',
          at: { path: sub.path, part: 'key' },
          data,
          equivalents: admission([NO_MANAGER]),
          fixes: ['nameManager', 'dropSubFilter'],
        });
      } else if (sub.isMap && isUnnamed(sub.get('name')) && !ctx.resource.isOpen(sub.path)) {
        ctx.report({
          message: 'noSubName',
          at: sub.get('name').exists ? sub.get('name').path : sub.path,
          data,
          equivalents: admission([NO_SUB_NAME]),
          fixes: ['dropSubFilter'],
        });
      }
    }
  },
  fixes: {
    nameManager: suggestion(({ data }, { resource }) => {
      const filter = resource.cursor.at(String(data['filter']));
      const operations: Operation[] = [set(childPath(filter.path, 'name'), MANAGER)];
      if (filter.has('subFilter') && isUnnamed(filter.get('subFilter').get('name'))) {
        operations.push(remove(filter.get('subFilter').path));
      }
      return [{ title: `Name the filter "${MANAGER}"`, operations }];
    }),
    dropSubFilter: suggestion(({ data }) => [
      { title: 'Remove "subFilter"', operations: [remove(childPath(String(data['filter']), 'subFilter'))] },
    ]),
    // It has no effect on listeners and chains.
    dropFilter: suggestion(({ data }) => [
      { title: 'Remove "filter"', operations: [remove(String(data['filter']))] },
    ]),
  },
});

function isUnnamed(name: Cursor): boolean {
  return !name.exists || name.string() === '';
}

function isOther(name: string): boolean {
  return !MANAGERS.includes(name) && !holdsPlaceholder(name);
}

function isChain(target: string): boolean {
  return target === 'LISTENER' || target === 'FILTER_CHAIN';
}
