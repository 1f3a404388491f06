/** Whether the target serves the kind, and in the API version that is written. */

import { compareReleases } from '../primitives/release-order.ts';
import { releaseFor } from './effective-limit.ts';
import { familyOf, GATEWAY_API } from './families.ts';
import type { Channel, KindSchema, ServedVersion } from './field-schema.ts';
import type { SchemaProblem, SchemaTarget } from './schema-problem.ts';

export function checkVersion(
  version: string,
  kind: KindSchema,
  target: SchemaTarget,
): readonly SchemaProblem[] {
  const release = releaseFor(kind, target);
  const lifetime = checkLifetime(kind, release);
  if (lifetime !== undefined) return [lifetime];
  const listed = kind.versions(release, target.channel);
  if (listed.length === 0) return [experimentalKind(kind, release)];
  const written = listed.find((candidate) => candidate.name === version);
  const served = listed.filter((candidate) => candidate.served);
  if (written?.served !== true) return [notServed(version, served, kind, target)];
  const preferred = served[0]?.name ?? version;
  return preferred === version ? [] : [older(written, preferred)];
}

function checkLifetime(kind: KindSchema, release: string): SchemaProblem | undefined {
  if (kind.since !== undefined && compareReleases(release, kind.since) < 0) {
    return {
      code: 'newer-than-target',
      path: 'kind',
      part: 'value',
      data: { subject: 'kind', name: kind.kind, since: kind.since, target: release, family: kind.family },
      equivalents: ['schema'],
    };
  }
  if (kind.until === undefined || compareReleases(release, kind.until) <= 0) return undefined;
  return {
    code: 'removed',
    path: 'kind',
    part: 'value',
    data: {
      subject: 'kind',
      name: kind.kind,
      until: kind.until,
      target: release,
      isCertain: isGone(kind, kind.until, release),
    },
    equivalents: ['schema'],
  };
}

/** True from the first recorded release without it on; between two recorded ones nothing is certain. */
export function isGone(kind: KindSchema, until: string, release: string): boolean {
  const [next] = laterReleases(kind, until);
  return next !== undefined && compareReleases(release, next) >= 0;
}

function experimentalKind(kind: KindSchema, release: string): SchemaProblem {
  const standardSince = laterReleases(kind, release).find(
    (candidate) => kind.versions(candidate, 'standard').length > 0,
  );
  return {
    code: 'experimental-field',
    path: 'kind',
    part: 'value',
    data: { subject: 'kind', name: kind.kind, standardSince: standardSince ?? null, target: release },
    equivalents: ['schema'],
  };
}

function laterReleases(kind: KindSchema, release: string): readonly string[] {
  const { releases } = familyOf(kind);
  return releases.filter((candidate) => compareReleases(candidate, release) > 0);
}

function notServed(
  version: string,
  served: readonly ServedVersion[],
  kind: KindSchema,
  target: SchemaTarget,
): SchemaProblem {
  const release = releaseFor(kind, target);
  const serves = (at: string, channel: Channel) =>
    kind.versions(at, channel).some((candidate) => candidate.name === version && candidate.served);
  const [next] = laterReleases(kind, release);
  const isBetween = kind.family === GATEWAY_API.name && !GATEWAY_API.releases.includes(release);
  return {
    code: 'not-served-version',
    path: 'apiVersion',
    part: 'value',
    data: {
      version,
      served: served.map((candidate) => candidate.name),
      target: release,
      isExperimental: serves(release, 'experimental'),
      isCertain: !(isBetween && next !== undefined && serves(next, target.channel)),
    },
    equivalents: ['schema'],
  };
}

function older(written: ServedVersion, preferred: string): SchemaProblem {
  return {
    code: 'deprecated-version',
    path: 'apiVersion',
    part: 'value',
    data: { version: written.name, preferred, isMarked: written.deprecated },
    equivalents: [],
  };
}
