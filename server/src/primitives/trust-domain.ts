/** Trust domains: the first part of every workload identity of a mesh. */
import { isDnsLabel } from './dns-label.ts';

/** Dot-separated labels; a trailing dot and a numeric last label are fine (P-TRUSTDOMAIN). */
export function isTrustDomain(text: string): boolean {
  const labels = text.split('.');
  if (labels.length > 1 && labels[labels.length - 1] === '') labels.pop();
  return labels.every(isDnsLabel);
}
