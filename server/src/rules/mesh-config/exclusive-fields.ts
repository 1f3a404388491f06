/** Two members of one choice in the mesh or proxy configuration. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { keepOnlyOne } from '../fixes/schema-fixes.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, messageProblems } from '../message-problems.ts';

/** Of a provider of traces, which istiod looks at by itself. */
const TWO_PROTOCOLS = admission([{ code: 'V-XP-09' }]);
const PROVIDER = /extensionProviders\[[0-9]+\]\.opentelemetry$/;

export const exclusiveFields = defineRule({
  id: 'mesh-config/exclusive-fields',
  title: 'Fields of the mesh configuration that exclude each other are set together',
  severity: 'warning',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  supersedes: ['mesh-config/unusable-provider'],
  equivalents: TWO_PROTOCOLS,
  docs: {
    why: 'The fields are alternatives of one choice. The text is read all the same, with one of them; which one depends on their order in the definition, not in the text.',
    fix: 'Keep one of the fields.',
  },
  messages: {
    several: ({ present }: SchemaProblemData['one-of']) =>
      `Only one of ${present.map((key) => `"${key}"`).join(' and ')} may be set`,
  },
  effect: 'Only one of them is read',
  check(ctx) {
    for (const { path, data } of messageProblems(ctx, 'one-of')) {
      // None at all is read, and means nothing.
      if (data.present.length < 2) continue;
      const equivalents = PROVIDER.test(data.parent) ? TWO_PROTOCOLS : [];
      ctx.report({ message: 'several', at: { path, part: 'key' }, data, equivalents, fixes: ['keepOne'] });
    }
  },
  fixes: { keepOne: keepOnlyOne },
});
