/** `retryOn` of a VirtualService: policies and status codes, separated by commas without spaces. */
import { goInteger } from './go-integer.ts';
import { httpStatusName } from './http-status.ts';
import { isAtLeast } from './istio-version.ts';

/** Policies and, for the younger ones, the release that knows them first. */
const POLICIES: ReadonlyMap<string, string | undefined> = new Map([
  ['5xx', undefined],
  ['gateway-error', undefined],
  ['reset', undefined],
  ['reset-before-request', '1.23'],
  ['connect-failure', undefined],
  ['retriable-4xx', undefined],
  ['refused-stream', undefined],
  ['retriable-status-codes', undefined],
  ['retriable-headers', undefined],
  ['envoy-ratelimited', undefined],
  ['http3-post-connect-failure', '1.23'],
  ['cancelled', undefined],
  ['deadline-exceeded', undefined],
  ['internal', undefined],
  ['resource-exhausted', undefined],
  ['unavailable', undefined],
]);

/** When each policy tries again, in a few words. */
export const RETRY_POLICIES: ReadonlyMap<string, string> = new Map([
  ['5xx', 'answers 5xx, and no answer at all'],
  ['gateway-error', '502, 503 and 504'],
  ['reset', 'the connection broke before an answer'],
  ['reset-before-request', 'the connection broke before the request was sent'],
  ['connect-failure', 'no connection'],
  ['retriable-4xx', '409'],
  ['refused-stream', 'the server refused the stream: it did nothing yet'],
  ['retriable-status-codes', 'the codes that are listed beside'],
  ['retriable-headers', 'headers of the answer that say so'],
  ['envoy-ratelimited', 'the proxy limited the rate'],
  ['http3-post-connect-failure', 'HTTP/3 failed behind the handshake'],
  ['cancelled', 'gRPC status 1'],
  ['deadline-exceeded', 'gRPC status 4'],
  ['internal', 'gRPC status 13'],
  ['resource-exhausted', 'gRPC status 8'],
  ['unavailable', 'gRPC status 14'],
]);

export interface RetryOnItem {
  /** As written, spaces included. */
  readonly text: string;
  /** UTF-16 offset in the whole text. */
  readonly offset: number;
  readonly problem: 'empty' | 'surrounding-space' | 'unknown' | 'too-new' | undefined;
  /** First release with this policy, when the problem is `too-new`. */
  readonly since?: string;
}

/** Every item with what is wrong with it (P-RETRYON). Empty text has no items: it is the same as leaving the field out. */
export function parseRetryOn(text: string, istioVersion: string): readonly RetryOnItem[] {
  if (text === '') return [];
  const items: RetryOnItem[] = [];
  let offset = 0;
  for (const item of text.split(',')) {
    items.push({ text: item, offset, ...judge(item, istioVersion) });
    offset += item.length + 1;
  }
  return items;
}

function judge(item: string, istioVersion: string): Pick<RetryOnItem, 'problem' | 'since'> {
  if (item === '') return { problem: 'empty' };
  if (!isKnown(item)) return { problem: isKnown(item.trim()) ? 'surrounding-space' : 'unknown' };
  const since = POLICIES.get(item);
  if (since !== undefined && !isAtLeast(istioVersion, since)) return { problem: 'too-new', since };
  return { problem: undefined };
}

function isKnown(item: string): boolean {
  if (POLICIES.has(item)) return true;
  const code = goInteger(item);
  return code !== undefined && httpStatusName(Number(code)) !== undefined;
}
