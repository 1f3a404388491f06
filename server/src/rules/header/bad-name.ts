/** The name of a header that no header can have, or that the proxy keeps for itself. */
import { childPath } from '../../base/node-path.ts';
import {
  checkHeaderOperationName,
  checkSetRequestHeaderName,
  isCorsHeaderName,
  isMatchHeaderName,
} from '../../primitives/header-name.ts';
import { defineRule } from '../define-rule.ts';
import {
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
} from '../field-table.ts';

type Problem = 'empty' | 'pseudo-header' | 'host-header' | 'bad-characters';

interface HeaderRow extends FieldRow {
  readonly problemOf: (name: string) => Problem | undefined;
}

const matched = { problemOf: named(isMatchHeaderName) };
const ofCors = { problemOf: named(isCorsHeaderName) };
const setInRequest = { problemOf: (name: string) => problemIn(checkSetRequestHeaderName(name)) };
const operated = { problemOf: (name: string) => problemIn(checkHeaderOperationName(name)) };

/** Maps, whose keys are names, and lists of names. */
const TABLE: FieldTable<HeaderRow> = new Map<`${string}/${string}`, readonly HeaderRow[]>([
  [
    'networking.istio.io/VirtualService',
    [
      { pattern: 'http[].match[].headers', check: { code: 'V-VS-40', since: '1.23' }, ...matched },
      { pattern: 'http[].match[].withoutHeaders', check: { code: 'V-VS-42', since: '1.23' }, ...matched },
      { pattern: 'http[].corsPolicy.allowHeaders', check: { code: 'V-VS-113', since: '1.23' }, ...ofCors },
      { pattern: 'http[].corsPolicy.exposeHeaders', check: { code: 'V-VS-113', since: '1.23' }, ...ofCors },
      ...atEach<HeaderRow>(
        ['http[].headers', 'http[].route[].headers'],
        [
          { pattern: 'request.add', check: { code: 'V-VS-60' }, ...setInRequest },
          { pattern: 'request.set', check: { code: 'V-VS-60' }, ...setInRequest },
          { pattern: 'request.remove', check: { code: 'V-VS-62' }, ...operated },
          { pattern: 'response.add', check: { code: 'V-VS-63' }, ...operated },
          { pattern: 'response.set', check: { code: 'V-VS-63' }, ...operated },
          { pattern: 'response.remove', check: { code: 'V-VS-65' }, ...operated },
        ],
      ),
    ],
  ],
]);

export const badName = defineRule({
  id: 'header/bad-name',
  title: 'Name of a header cannot be used there',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  docs: {
    why: 'Names of headers are letters, digits and a few signs, without blanks. Pseudo-headers such as `:path` and `:status` can be matched, but not added, set or removed, and `host` can be set in requests only. The webhook refuses the object.',
    fix: 'Write the plain name of the header. To change the path or the authority, use `rewrite`.',
    noFix: 'Which header was meant is not written.',
  },
  messages: {
    badName: ({ name, problem }: { name: string; problem: Problem }) =>
      problem === 'empty' ? 'The name of a header is empty' : `"${name}" ${WORDS[problem]}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { entry, field } of fieldsOf(ctx.resource, TABLE)) {
      const report = (name: string, at: { readonly path: string; readonly part?: 'key' }): void => {
        const problem = entry.problemOf(name);
        if (problem === undefined) return;
        const equivalents = equivalentsAt(ctx.world, entry.check);
        if (equivalents.length > 0)
          ctx.report({ message: 'badName', at, data: { name, problem }, equivalents });
      };
      for (const { key } of field.entries()) report(key, { path: childPath(field.path, key), part: 'key' });
      for (const { value, path } of field.strings()) report(value, { path });
    }
  },
});

const WORDS: Readonly<Record<Exclude<Problem, 'empty'>, string>> = {
  'pseudo-header': 'is a pseudo-header, which can be matched, but not changed here',
  'host-header': 'is kept by the proxy, and can be set in requests only',
  'bad-characters': 'has characters that no name of a header has',
};

function named(isName: (name: string) => boolean): HeaderRow['problemOf'] {
  return (name) => (name === '' ? 'empty' : isName(name) ? undefined : 'bad-characters');
}

function problemIn(result: ReturnType<typeof checkHeaderOperationName>): Problem | undefined {
  return result.ok ? undefined : result.problem;
}
