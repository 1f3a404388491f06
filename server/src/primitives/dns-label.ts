/** DNS labels as Istio sees them: upper case is fine (Kubernetes names are stricter), underscores never are. */

const LABEL_BODY = /^[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?$/;
const MAX_LABEL_LENGTH = 63;

/** 1–63 ASCII letters, digits and `-`, alphanumeric at both ends (P-LABEL). */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL_LENGTH && LABEL_BODY.test(text);
}

/** A label, or a wildcard in front of one: `*`, `*foo`, `*-foo` (P-WILDLABEL). */
export function isWildcardDnsLabel(text: string): boolean {
  if (text.length > MAX_LABEL_LENGTH) return false;
  if (text === '*') return true;
  if (!text.startsWith('*')) return LABEL_BODY.test(text);
  return LABEL_BODY.test(text.slice(text.startsWith('*-') ? 2 : 1));
}

/** A label without its length limit: a part of a label key's prefix. */
export function isDnsLabelBody(text: string): boolean {
  return LABEL_BODY.test(text);
}
