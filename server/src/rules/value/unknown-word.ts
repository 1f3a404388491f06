/** A text field that takes one of a few words has another, which the schema does not notice. */
import { nearest } from '../../base/nearest.ts';
import { CORS_METHODS, isCorsMethod } from '../../primitives/cors.ts';
import { GRPC_STATUSES } from '../../primitives/grpc-status.ts';
import { PROTOCOLS, parseProtocol } from '../../primitives/port.ts';
import { defineRule } from '../define-rule.ts';
import {
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
  HOST_POLICIES,
} from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface WordRow extends FieldRow {
  readonly words: readonly string[];
  /** Absent: one of the words, to the letter, or nothing. */
  readonly isTaken?: (word: string, istioVersion: string) => boolean;
}

const protocol = {
  words: PROTOCOLS.map((name) => name.toUpperCase()),
  isTaken: (word: string) => word === '' || parseProtocol(word) !== undefined,
};

const TABLE: FieldTable<WordRow> = new Map<`${string}/${string}`, readonly WordRow[]>([
  [
    'networking.istio.io/VirtualService',
    [
      { pattern: 'http[].redirect.scheme', check: { code: 'V-VS-84' }, words: ['http', 'https'] },
      {
        pattern: 'http[].fault.abort.grpcStatus',
        check: { code: 'V-VS-102' },
        words: GRPC_STATUSES,
        isTaken: (word) => GRPC_STATUSES.includes(word),
      },
      {
        pattern: 'http[].corsPolicy.allowMethods[]',
        check: { code: 'V-VS-112' },
        words: CORS_METHODS,
        isTaken: isCorsMethod,
      },
    ],
  ],
  [
    'networking.istio.io/DestinationRule',
    atEach(HOST_POLICIES, [
      { pattern: 'tunnel.protocol', check: { code: 'V-DR-13' }, words: ['CONNECT', 'POST'] },
    ]),
  ],
  [
    'networking.istio.io/Sidecar',
    [
      { pattern: 'ingress[].port.protocol', check: { code: 'V-SC-06' }, ...protocol },
      { pattern: 'egress[].port.protocol', check: { code: 'V-SC-06' }, ...protocol },
    ],
  ],
]);

interface Data {
  readonly word: string;
  readonly field: string;
  readonly words: readonly string[];
}

export const unknownWord = defineRule({
  id: 'value/unknown-word',
  title: 'Text is none of the words that the field takes',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  docs: {
    why: 'Some fields are plain text to the schema, and still take a few words only: the scheme of a redirect, methods of CORS, names of gRPC statuses, protocols of ports. Where the case counts, `https` is such a word and `HTTPS` is none. The webhook refuses the object.',
    fix: 'Write one of the words.',
  },
  messages: {
    unknown: ({ word, field, words }: Data) =>
      `"${word}" is nothing that "${field}" takes; it takes ${words.map((each) => `"${each}"`).join(', ')}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { entry, field } of fieldsOf(ctx.resource, TABLE)) {
      const word = field.string();
      if (word === undefined) continue;
      const isTaken =
        entry.isTaken?.(word, ctx.world.config('istioVersion')) ??
        (word === '' || entry.words.includes(word));
      if (isTaken) continue;
      const name = entry.pattern.slice(entry.pattern.lastIndexOf('.') + 1).replace('[]', '');
      ctx.report({
        message: 'unknown',
        at: field.path,
        data: { word, field: name, words: entry.words },
        equivalents: equivalentsAt(ctx.world, entry.check),
        fixes: ['useKnown'],
      });
    }
  },
  fixes: {
    useKnown: suggestion((finding) => {
      const { word, words } = finding.data as unknown as Data;
      const same = words.filter((each) => normal(each) === normal(word));
      return (same.length > 0 ? same : nearest(word, words)).map((each) => use(finding, each));
    }),
  },
});

/** `not_found`, `Not-Found` and `NOT_FOUND` are one word to people. */
function normal(word: string): string {
  return word.toLowerCase().replace(/[^a-z]/g, '');
}
