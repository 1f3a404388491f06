/** A field or value that still works, or is read no more, and should not be used. */
import type { JsonValue } from '../../base/json.ts';
import { childPath, itemPath, pathSteps } from '../../base/node-path.ts';
import { cursorAt } from '../../model/embedded-documents.ts';
import type { Resource } from '../../model/resource.ts';
import type { FieldSchema, KindSchema } from '../../schema/field-schema.ts';
import { fieldAt, kindSchema } from '../../schema/lookup.ts';
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { remove, rename, set } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix, type FixedFinding } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['deprecated-field'];

const IST0002: Equivalent = {
  tool: 'istioctl',
  code: 'IST0002',
  analyzer: 'deprecation.DeprecationAnalyzer',
};

export const deprecatedField = defineRule({
  id: 'schema/deprecated-field',
  title: 'Field or value is deprecated',
  severity: 'hint',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  equivalents: [IST0002],
  docs: {
    why: 'Deprecated fields have a better successor, or no effect any more. They may go with any release.',
    fix: 'Use what the message names, or remove the field.',
  },
  messages: {
    field: ({ name, advice }: Data) => `Field "${name}" is deprecated: ${plain(advice)}`,
    value: ({ name, advice }: Data) => `Value "${name}" is deprecated: ${plain(advice)}`,
  },
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'deprecated-field')) {
      const report = reportOf(problem);
      ctx.report({
        message: problem.data.subject === 'value' ? 'value' : 'field',
        ...report,
        equivalents: isDelayPercent(ctx.resource, problem.path)
          ? [...report.equivalents, IST0002]
          : report.equivalents,
        tags: ['deprecated'],
        fixes: ['useAdvised'],
      });
    }
  },
  fixes: { useAdvised: suggestion((finding, { resource }) => advised(finding, resource)) },
});

/** The one field of a schema that upstream's analyzer of deprecations looks at, when it delays something. */
function isDelayPercent(resource: Resource, path: string): boolean {
  if (resource.kindId !== 'networking.istio.io/VirtualService') return false;
  return /\.fault\.delay\.percent$/.test(path) && (resource.cursor.at(path).number() ?? 0) > 0;
}

/** Messages are plain text: code spans become quotes. */
function plain(markdown: string): string {
  return markdown.replace(/`([^`]*)`/g, '"$1"');
}

/** What the documentation names as the ones to use, where they take what is written. */
function advised({ data, at }: FixedFinding, resource: Resource): readonly Fix[] {
  const { advice, subject } = data as unknown as Data;
  const kind = kindSchema(resource.kindId);
  if (kind === undefined) return [];
  const steps = pathSteps(at.path);
  if (subject === 'value') {
    const words = advice.match(/\b[A-Z][A-Z_]+\b/g) ?? [];
    const allowed = words.filter((word) => fieldAt(kind, steps)?.enum?.includes(word) === true);
    return allowed.map((word) => way(word, `Use "${word}"`, set(at.path, word)));
  }
  const value = cursorAt(resource, at.path).json();
  return [...advice.matchAll(/`([\w.]+)`/g)].flatMap(([, name = '']): readonly Fix[] => {
    const to = [...steps.slice(0, -1), ...name.split('.')];
    const target = to.reduce<string>(
      (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
      '',
    );
    const type = fieldAt(kind, to)?.type;
    const takesIt = type === fieldAt(kind, steps)?.type || (type === 'number' && typeof value === 'number');
    const isFree = !cursorAt(resource, target).exists && !hasRival(resource, kind, to);
    if (!takesIt || value === undefined || !isFree || !isWithin(fieldAt(kind, to), value)) return [];
    return name.includes('.')
      ? [way(name, `Use "${name}"`, remove(at.path), set(target, value))]
      : [way(name, `Use "${name}"`, rename(at.path, name))];
  });
}

/** Whether another member of a group of which one may be set stands beside the target, or beside what holds it. */
function hasRival(resource: Resource, kind: KindSchema, to: readonly (string | number)[]): boolean {
  return to.some((step, at) => {
    const groups = fieldAt(kind, to.slice(0, at))?.oneOf ?? [];
    const parent = to
      .slice(0, at)
      .reduce<string>(
        (path, each) => (typeof each === 'number' ? itemPath(path, each) : childPath(path, each)),
        '',
      );
    return groups
      .filter(({ keys }) => keys.includes(String(step)))
      .some(({ keys }) =>
        keys.some((key) => key !== step && cursorAt(resource, childPath(parent, key)).exists),
      );
  });
}

/** Numbers of the kinds that the schema holds count from 0 where it does not say. */
function isWithin(field: FieldSchema | undefined, value: JsonValue): boolean {
  if (typeof value !== 'number') return true;
  const least = field?.minimum ?? (field?.format?.startsWith('int') === true ? Number.NEGATIVE_INFINITY : 0);
  return value >= least && value <= (field?.maximum ?? Number.POSITIVE_INFINITY);
}
