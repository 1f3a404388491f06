/** Istio releases as people and images write them: `1.31`, `v1.31.2`, `1.31.0-distroless`, `1.31-alpha.abc`. */
import { compareReleases } from './release-order.ts';

/** Releases a target can be, oldest first. */
export const ISTIO_RELEASES: readonly string[] = [
  '1.22',
  '1.23',
  '1.24',
  '1.25',
  '1.26',
  '1.27',
  '1.28',
  '1.29',
  '1.30',
  '1.31',
];

export interface IstioVersion {
  readonly major: number;
  readonly minor: number;
  /** Absent in `1.31`. */
  readonly patch: number | undefined;
  /** `distroless`, `alpha.abc`: what follows the first dash. */
  readonly suffix: string | undefined;
}

const VERSION = /^v?([0-9]{1,4})\.([0-9]{1,4})(?:\.([0-9]{1,6}))?$/;

/** Undefined when the text is no version (`latest`, a hash). */
export function parseIstioVersion(text: string): IstioVersion | undefined {
  const dash = text.indexOf('-');
  const suffix = dash < 0 ? undefined : text.slice(dash + 1);
  const match = VERSION.exec(dash < 0 ? text : text.slice(0, dash));
  if (match === null || suffix === '') return undefined;
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: match[3] === undefined ? undefined : Number(match[3]),
    suffix,
  };
}

/** The release a version belongs to: `1.31` for `v1.31.2-distroless`. */
export function releaseOf(text: string): string | undefined {
  const version = parseIstioVersion(text);
  return version && `${version.major}.${version.minor}`;
}

/** True when `version` is the release `since` or a later one. */
export function isAtLeast(version: string, since: string): boolean {
  return compareReleases(version, since) >= 0;
}
