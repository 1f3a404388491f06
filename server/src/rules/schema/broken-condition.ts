/** A condition between fields, which the Gateway API's CRDs state as CEL, does not hold. */

import type { BreachData, BreachOf, TextForm, TextReason } from '../../schema/conditions/condition.ts';
import { conditionIds } from '../../schema/conditions/conditions.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix, type FixContext, type FixedFinding } from '../define-rule.ts';
import { quotedChoice, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

/** What Kiali says too. */
const EQUAL_LISTENERS: readonly string[] = ['G-GW-13', 'G-LS-06', 'G-XL-06'];
const KIALI_TWIN: Equivalent = { tool: 'kiali', code: 'KIA1503' };

type Said<Kind extends keyof BreachData> = Pick<BreachOf<Kind>, 'data'>;

export const brokenCondition = defineRule({
  id: 'schema/broken-condition',
  title: 'Fields contradict a condition of the Gateway API',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  equivalents: [
    ...[...new Set(conditionIds())].map((code): Equivalent => ({ tool: 'crd', code })),
    KIALI_TWIN,
  ],
  docs: {
    why: 'The CRDs of the Gateway API hold conditions between fields besides types and limits (written in CEL, `x-kubernetes-validations`): a filter has exactly the member that its type names, a redirect has no backends, a Service needs a port, listeners differ. The API server refuses an object that breaks one. The code that comes with the finding names the condition.',
    fix: 'Change one of the two fields that the message names.',
    differs:
      'The API server looks at these conditions only when the structure is right, and names the object around the mistake; here both are told at once, at the field itself. Conditions about an update of a stored object, or about its status, cannot be told from a file.',
  },
  messages: {
    'wrong-member': ({ data }: Said<'wrong-member'>) =>
      data.missing === null
        ? `"${data.member}" belongs to ${data.by} "${data.value}", but "${data.by}" is "${data.actual}"`
        : `"${data.member}" belongs to ${data.by} "${data.value}", but "${data.by}" is "${data.actual}", which needs "${data.missing}"`,
    'missing-member': ({ data }: Said<'missing-member'>) =>
      `${data.by} "${data.value}" needs "${data.member}", which is missing`,
    'same-items': ({ data }: Said<'same-items'>) =>
      `Two items of "${data.list}" have the same ${quotedList(data.keys)}: "${data.value}"`,
    'some-only': ({ data }: Said<'some-only'>) =>
      `"${data.list}" names "${data.name}" several times, and only some of them set "${data.field}"`,
    'too-many': ({ data }: Said<'too-many'>) =>
      `The items have ${data.count} ${data.inner} together, but at most ${data.max} are allowed`,
    'redirect-with-backends': () => 'A rule with a RequestRedirect filter has "backendRefs"',
    'prefix-replaced': ({ data }: Said<'prefix-replaced'>) =>
      `Filter "${data.member}" with ReplacePrefixMatch needs exactly one match, of path type PathPrefix, but ${matchesIn(data)}`,
    'port-missing': ({ data }: Said<'port-missing'>) => `Service "${data.name}" is named without a "port"`,
    'not-together': ({ data }: Said<'not-together'>) =>
      `"${data.second}" does not go together with "${data.first}"`,
    'several-of-type': ({ data }: Said<'several-of-type'>) =>
      `The list has more than one filter of type "${data.type}"`,
    'star-not-alone': ({ data }: Said<'star-not-alone'>) => `"*" must be the only item of "${data.list}"`,
    'none-of': ({ data }: Said<'none-of'>) =>
      `One of ${quotedChoice(data.members)} must be set${data.because === null ? '' : ` for ${data.because}`}`,
    greater: ({ data }: Said<'greater'>) =>
      `"${data.left}" (${data.leftValue}) is greater than "${data.right}" (${data.rightValue})`,
    'bad-text': ({ data }: Said<'bad-text'>) =>
      `"${shortened(data.value)}" is not valid for "${data.field}", which ${data.reasons.map(reasonText).join(' and ')}`,
    'bad-key': ({ data }: Said<'bad-key'>) =>
      data.max === null
        ? `"${shortened(data.key)}" is no key for "${data.map}"; a key is a name, with an optional lower-case domain and a slash in front`
        : `The domain of key "${shortened(data.key)}" has more than ${data.max} characters`,
    'not-for': ({ data }: Said<'not-for'>) =>
      `"${data.field}" does not go together with ${data.by} "${data.value}"`,
    'wrong-value': ({ data }: Said<'wrong-value'>) =>
      `"${data.value}" is not valid for "${data.field}", which must be "${data.needed}" for ${data.by} "${data.byValue}"`,
    'needed-for': ({ data }: Said<'needed-for'>) => `${data.by} "${data.value}" needs "${data.field}"`,
    'bad-duration': ({ data }: Said<'bad-duration'>) =>
      `"${data.value}" is not valid for "${data.field}", which must be ${data.bounds}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'broken-condition')) {
      const { data } = problem;
      const made = reportOf(problem);
      // Of what a template may leave out, nobody knows what is there together.
      if (ctx.resource.isTemplate && ctx.resource.isConditional(blockOf(problem.path))) continue;
      const hasTwin = made.equivalents.some(({ code }) => EQUAL_LISTENERS.includes(code));
      const equivalents = hasTwin ? [...made.equivalents, KIALI_TWIN] : made.equivalents;
      const report = { ...made, equivalents, fixes: fixesFor(data.what) };
      ctx.report({ message: data.what, ...report } as Parameters<typeof ctx.report>[0]);
    }
  },
  fixes: {
    setType: { kind: 'suggestion', build: (_, finding) => setType(dataOf<'wrong-member'>(finding)) },
    usePathPrefix: {
      kind: 'suggestion',
      build: (_, finding) => usePathPrefix(dataOf<'prefix-replaced'>(finding)),
    },
    addSlash: {
      kind: 'suggestion',
      build: (_, finding) => addSlash(dataOf<'bad-text'>(finding), finding.at.path),
    },
    useNeeded: {
      kind: 'suggestion',
      build: (ctx, finding) => useNeeded(ctx, finding),
    },
  },
});

/** The outermost item around a place: `spec.rules[0]`; the whole where there is none. */
function blockOf(path: string): string {
  const end = path.indexOf(']');
  return end < 0 ? 'spec' : path.slice(0, end + 1);
}

function dataOf<Kind extends keyof BreachData>(finding: { readonly data: unknown }): BreachData[Kind] {
  return (finding.data as Said<Kind>).data;
}

function fixesFor(what: keyof BreachData): readonly string[] {
  if (what === 'wrong-member') return ['setType'];
  if (what === 'prefix-replaced') return ['usePathPrefix'];
  if (what === 'bad-text') return ['addSlash'];
  return what === 'wrong-value' ? ['useNeeded'] : [];
}

/** The members that are written say what was meant more surely than one word. */
function setType({ parent, by, value }: BreachData['wrong-member']): readonly Fix[] {
  return write(`${parent}.${by}`, value);
}

function usePathPrefix({ typePath }: BreachData['prefix-replaced']): readonly Fix[] {
  return typePath === null ? [] : write(typePath, 'PathPrefix');
}

function addSlash({ reasons, value }: BreachData['bad-text'], path: string): readonly Fix[] {
  const [only, ...others] = reasons;
  if (only?.must !== 'start' || others.length > 0) return [];
  return write(path, only.text + value);
}

/** To terminate takes a certificate, which nobody can guess. */
function useNeeded({ resource }: FixContext, { at, data }: FixedFinding): readonly Fix[] {
  const { needed } = dataOf<'wrong-value'>({ data });
  const tls = resource.cursor.at(at.path.replace(/\.mode$/, ''));
  const isWhole = needed !== 'Terminate' || tls.get('certificateRefs').exists || tls.get('options').exists;
  return isWhole ? write(at.path, needed) : [];
}

function write(path: string, value: string): readonly Fix[] {
  return [{ title: `Write "${value}"`, operations: [set(path, value)] }];
}

function quotedList(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

function matchesIn({ matches, type }: BreachData['prefix-replaced']): string {
  if (matches !== 1) return matches === 0 ? 'the rule has none' : `the rule has ${matches}`;
  return type === null ? 'the match has no path' : `the match is of type "${type}"`;
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}...` : value;
}

const FORMS: Readonly<Record<TextForm, string>> = {
  path: 'may hold the characters of a URL path only; others are written as "%" and two hexadecimal digits',
  'grpc-service': 'must be the name of a gRPC service, such as "shop.Orders"',
  'grpc-method': 'must be the name of a method: letters, digits and underscores',
  host: 'must be a lower-case DNS name',
  'wildcard-host': 'must be a lower-case DNS name behind a leading "*."',
  ip: 'must be an IP address',
  'no-ip': 'must be a DNS name, not an IP address',
  'dns-label': 'must be a DNS label: lower-case letters, digits and dashes',
};

function reasonText(reason: TextReason): string {
  switch (reason.must) {
    case 'start':
      return `must start with "${reason.text}"`;
    case 'not-contain':
      return `must not contain "${reason.text}"`;
    case 'not-end':
      return `must not end with "${reason.text}"`;
    case 'be':
      return FORMS[reason.text];
  }
}
