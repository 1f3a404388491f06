/** Forms about a discriminator (`type`) and the members that belong to its values. */
import type { Breach, FormOf } from './condition.ts';
import { has, member, text } from './values.ts';

type Member = FormOf<'memberOnlyForType' | 'typeNeedsMember' | 'typeIffMember'>;

function isWritten(value: unknown, { member: name, emptyIsAbsent }: Member): boolean {
  return has(value, name) && !(emptyIsAbsent === true && member(value, name) === '');
}

export function memberOnlyForType(value: unknown, check: Member): readonly Breach[] {
  const actual = text(value, check.by);
  if (actual === undefined || actual === check.value || !isWritten(value, check)) return [];
  return [
    {
      what: 'wrong-member',
      at: `.${check.member}`,
      part: 'key',
      data: {
        member: check.member,
        by: check.by,
        actual,
        value: check.value,
        missing: null,
        parent: '',
      },
      unless: [`.${check.by}`, `.${check.member}`],
    },
  ];
}

export function typeNeedsMember(value: unknown, check: Member): readonly Breach[] {
  if (text(value, check.by) !== check.value || isWritten(value, check)) return [];
  return [
    {
      what: 'missing-member',
      at: `.${check.by}`,
      part: 'value',
      data: { by: check.by, value: check.value, member: check.member },
      unless: [`.${check.member}`],
    },
  ];
}

export function typeIffMember(value: unknown, check: Member): readonly Breach[] {
  return [...memberOnlyForType(value, check), ...typeNeedsMember(value, check)];
}

export function requiresWhen(value: unknown, check: FormOf<'requiresWhen'>): readonly Breach[] {
  if (text(value, check.by) !== check.value || has(value, check.needs)) return [];
  return [
    {
      what: 'needed-for',
      at: `.${check.by}`,
      part: 'value',
      data: { field: check.needs, by: check.by, value: check.value },
      unless: [`.${check.needs}`],
    },
  ];
}
