/** The files that a new rule starts from: they compile and pass, and say nothing yet. */
import { allKinds, latestRelease } from '../../server/src/schema/lookup.ts';

export function isRuleId(id: string): boolean {
  return /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id);
}

export function ruleText(id: string): string {
  const constant = id
    .slice(id.indexOf('/') + 1)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `/** One sentence: what is wrong. */
import { defineRule } from '../define-rule.ts';

export const ${constant} = defineRule({
  id: '${id}',
  title: 'States the problem',
  severity: 'error',
  preset: 'recommended',
  kinds: ['${kindFor(id).id}'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'What happens at run time, and why it matters.',
    fix: 'What to do.',
    noFix: 'Why there is no quick fix; goes when "fixes" has one.',
  },
  messages: {
    wrong: ({ value }: { value: string }) => \`What is wrong with "\${value}"\`,
  },
  effect: 'What happens at run time, in one sentence',
  check(ctx) {
    const { name } = ctx.resource;
    if (name !== 'bad') return;
    ctx.report({ message: 'wrong', at: 'metadata.name', data: { value: name } });
  },
});
`;
}

export function fixtureText(id: string): string {
  const { apiVersion, kind } = kindFor(id);
  const manifest = (name: string) => `#- /a.yaml namespace=shop
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name} }`;
  return `#@ case: what is wrong
#@ docs: bad
${manifest('bad')}
#                 ^^^ error ${id} wrong

#@ case: what is right
#@ docs: good
${manifest('good')}

#@ case: what looks wrong, but is valid
${manifest('also-good')}

#@ case: what looks wrong as well, and what nobody can say
${manifest('may-be-good')}
`;
}

/** `virtual-service/…` is about VirtualService; a folder that is no kind starts with it as well. */
function kindFor(id: string): { readonly id: string; readonly apiVersion: string; readonly kind: string } {
  const folder = id.slice(0, id.indexOf('/'));
  const known = allKinds().find(({ kind }) => kebab(kind) === folder);
  if (known === undefined) return kindFor('virtual-service/');
  const version = known.versions(latestRelease())[0]?.name ?? 'v1';
  return { id: known.id, apiVersion: `${known.group}/${version}`, kind: known.kind };
}

function kebab(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
