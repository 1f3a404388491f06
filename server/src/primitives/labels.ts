/** Keys and values of Kubernetes labels. */
import { isDnsLabelBody } from './dns-label.ts';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_NAME_LENGTH = 63;
const MAX_PREFIX_LENGTH = 253;

/** `name` or `prefix/name` (P-LABELKEY). */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) return false;
  if (slash < 0) return true;
  return slash <= MAX_PREFIX_LENGTH && text.slice(0, slash).split('.').every(isDnsLabelBody);
}

/** Empty, or letters and digits with `-`, `_`, `.` inside; the webhook sets no length (P-LABELVAL). */
export function isLabelValue(text: string): boolean {
  return text === '' || NAME.test(text);
}

/** A value that Kubernetes itself accepts on an object: as above, at most 63 characters. */
export function isKubernetesLabelValue(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && isLabelValue(text);
}
