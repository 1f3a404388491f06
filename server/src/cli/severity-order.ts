/** Severities from worst to mildest, and thresholds over them. */
import type { Severity } from '../workspace/finding.ts';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
