/** When a route tries again: the policies of `retryOn`, one by one. */
import { httpStatusName } from '../../../primitives/http-status.ts';
import { RETRY_POLICIES } from '../../../primitives/retry-on.ts';
import { code } from '../hover-page.ts';
import type { WrittenValue } from './written-value.ts';

/** More than a person writes. */
const MOST_ITEMS = 30;

/** Undefined for other fields, and where no item is known. */
export function describeRetryOn({ fieldPath, written }: WrittenValue): string | undefined {
  if (!fieldPath.endsWith('retries.retryOn')) return undefined;
  const lines = written
    .split(',', MOST_ITEMS)
    .map((item) => item.trim())
    .flatMap((item) => {
      const meaning = RETRY_POLICIES.get(item) ?? statusCode(item);
      return meaning === undefined ? [] : [`- ${code(item)}: ${meaning}`];
    });
  return lines.length === 0 ? undefined : ['Tries again on', ...lines].join('\n');
}

function statusCode(item: string): string | undefined {
  return /^\d{3}$/.test(item) ? httpStatusName(Number(item)) : undefined;
}
