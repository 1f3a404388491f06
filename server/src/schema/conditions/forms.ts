/** Every form by its name. A form gets the value that carries the condition, its parameters, and the value's name. */
import type { Breach, Form, FormName, FormOf } from './condition.ts';
import {
  absentWhen,
  allOrNone,
  anyNonEmptyWhen,
  atMostOne,
  notTogether,
  presentWhen,
  starAlone,
  sumOfSizes,
  unique,
  valueWhen,
} from './list-forms.ts';
import {
  atLeastOneOf,
  atMostOneOf,
  durationBetween,
  durationNotGreater,
  notBoth,
  notGreater,
  oneNeeded,
  portForService,
} from './object-forms.ts';
import { prefixNeedsOnePathPrefix, redirectWithoutBackends } from './route-forms.ts';
import {
  dnsLabelOrEmpty,
  eachMatches,
  ipAddress,
  keyPrefixShorterThan,
  keysMatch,
  matches,
  noIP,
  notContains,
  notEndsWith,
  startsWith,
} from './text-forms.ts';
import { memberOnlyForType, requiresWhen, typeIffMember, typeNeedsMember } from './union-forms.ts';

type Judge<Name extends FormName> = (value: unknown, check: FormOf<Name>, name: string) => readonly Breach[];

const FORMS: { readonly [Name in FormName]: Judge<Name> } = {
  absentWhen,
  allOrNone,
  anyNonEmptyWhen,
  atLeastOneOf,
  atMostOne,
  atMostOneOf,
  dnsLabelOrEmpty,
  durationBetween,
  durationNotGreater,
  eachMatches,
  ipAddress,
  keyPrefixShorterThan,
  keysMatch,
  matches,
  memberOnlyForType,
  noIP,
  notBoth,
  notContains,
  notEndsWith,
  notGreater,
  notTogether,
  oneNeeded,
  portForService,
  prefixNeedsOnePathPrefix,
  presentWhen,
  redirectWithoutBackends,
  requiresWhen,
  starAlone,
  startsWith,
  sumOfSizes,
  typeIffMember,
  typeNeedsMember,
  unique,
  valueWhen,
};

export function judge(value: unknown, check: Form, name: string): readonly Breach[] {
  return (FORMS[check.check] as Judge<FormName>)(value, check, name);
}
