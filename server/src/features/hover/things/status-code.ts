/** An HTTP status by its standard name. */
import { httpStatusName } from '../../../primitives/http-status.ts';
import { code } from '../hover-page.ts';
import type { WrittenValue } from './written-value.ts';

const STATUS_FIELD = /(?:httpStatus|redirectCode|statusCode|directResponse\.status)$/;

/** Undefined for other fields, and for codes without a name. */
export function describeStatusCode({ fieldPath, written }: WrittenValue): string | undefined {
  if (!STATUS_FIELD.test(fieldPath) || !/^\d{3}$/.test(written)) return undefined;
  const name = httpStatusName(Number(written));
  return name === undefined ? undefined : `${code(written)} is **${name}**`;
}
