/** How values of policies compare with what a connection or request brings (§6.3). */
import { cidrContains, parseCidr, parseIpAddress } from '../primitives/ip-address.ts';

/** Exact, `p*`, `*s`, or `*` for anything that is there. A star elsewhere is a star. */
export function matchesForm(pattern: string, text: string): boolean {
  if (pattern === '*') return text !== '';
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern === text;
}

/** Stars anywhere, as namespaces are compared. */
export function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  if (parts.length === 1) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = parts.at(-1) ?? '';
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

export function matchesAddress(pattern: string, address: string): boolean {
  const parsed = parseIpAddress(address);
  if (parsed === undefined) return false;
  const range = parseCidr(pattern);
  if (range !== undefined) return cidrContains(range, parsed);
  const single = parseIpAddress(pattern);
  return single !== undefined && single.family === parsed.family && single.bits === parsed.bits;
}

/** Templates `{*}` (one segment) and `{**}` (the rest), else the usual forms. */
export function matchesPath(pattern: string, path: string): boolean {
  return pattern.includes('{*}') || pattern.includes('{**}')
    ? matchesTemplate(pattern.split('/'), path.split('/'))
    : matchesForm(pattern, path);
}

function matchesTemplate(steps: readonly string[], segments: readonly string[]): boolean {
  const rest = steps.indexOf('{**}');
  if (rest < 0)
    return steps.length === segments.length && steps.every((step, at) => isStep(step, segments[at]));
  const tail = steps.slice(rest + 1);
  const end = segments.length - tail.length;
  // `{**}` may be nothing, but the slash before it has to be there.
  if (end < rest + 1) return false;
  return (
    steps.slice(0, rest).every((step, at) => isStep(step, segments[at])) &&
    tail.every((step, at) => isStep(step, segments[end + at]))
  );
}

function isStep(step: string, segment: string | undefined): boolean {
  return segment !== undefined && (step === '{*}' ? segment !== '' : step === segment);
}

/** Split at the last slash into issuer and subject; without a slash a star decides which of the two is meant. */
export function matchesRequestPrincipal(pattern: string, issuer: string, subject: string): boolean {
  if (pattern === '*') return true;
  const slash = pattern.lastIndexOf('/');
  if (slash >= 0) {
    return matchesForm(pattern.slice(0, slash), issuer) && matchesForm(pattern.slice(slash + 1), subject);
  }
  if (pattern.startsWith('*')) return subject.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return issuer.startsWith(pattern.slice(0, -1));
  return issuer === pattern && subject === '';
}

/** The spellings of a principal under every trust domain of the mesh; a value of another form stands for itself. */
export function principalSpellings(
  value: string,
  trustDomain: string,
  aliases: readonly string[],
): readonly string[] {
  const parts = value.split('/');
  const [domain = ''] = parts;
  if (parts.length !== 5 || domain === '*') return [value];
  const own = [trustDomain, ...aliases];
  const isOurs = domain === 'cluster.local' || own.some((each) => matchesForm(domain, each));
  if (!isOurs) return [value];
  const rest = parts.slice(1).join('/');
  return own.map((each) => `${each}/${rest}`);
}
