/** Which checks of the API server and of the webhook a finding stands for, on a given release. */
import { isAtLeast } from '../primitives/istio-version.ts';
import type { Equivalent } from '../workspace/finding.ts';

/** `C-…`: condition of a CRD. `V-…` and `P-…`: check of the webhook. Ids are those of the validation catalogue. */
export interface AdmissionCheck {
  readonly code: `C-${string}` | `V-${string}` | `P-${string}`;
  /** First and last release that has the check; absent: every supported one. */
  readonly since?: string;
  readonly until?: string;
}

/** `istioctl analyze` runs the webhook's checks too and gives all of them one code. */
const SCHEMA_VALIDATION: Equivalent = { tool: 'istioctl', code: 'IST0106' };

/** Every check, whatever the release: for the rule's own list. */
export function admission(checks: readonly AdmissionCheck[]): readonly Equivalent[] {
  const found: Equivalent[] = checks.map(({ code }) => ({
    tool: code.startsWith('C-') ? 'crd' : 'webhook',
    code,
  }));
  return found.some(({ tool }) => tool === 'webhook') ? [...found, SCHEMA_VALIDATION] : found;
}

/** The checks that a release has; empty when it accepts what is written. */
export function admissionAt(version: string, checks: readonly AdmissionCheck[]): readonly Equivalent[] {
  return admission(
    checks.filter(
      ({ since, until }) =>
        (since === undefined || isAtLeast(version, since)) &&
        (until === undefined || isAtLeast(until, version)),
    ),
  );
}
