/** Adds the facts of one more release to the record, noting what appeared, changed and went. */
import { compareReleases } from '../../server/src/primitives/release-order.ts';
import type { KindDigest } from './digest-crd.ts';
import type { FamilyFacts, FieldFacts, KindFacts } from './facts.ts';

export type Digests = ReadonlyMap<string, KindDigest>;

/** What the record adds to the facts of a bundle. */
const HISTORY = new Set(['since', 'until', 'changed', 'onlyIn', 'differs', 'experimental', 'standardSince']);

/** The newest recorded release is replaced, a newer one is added; anything older cannot be told from later changes. */
export function addRelease(family: FamilyFacts, release: string, digests: Digests): void {
  const last = family.releases.at(-1);
  if (last === release) rewind(family, release);
  else if (last !== undefined && compareReleases(release, last) < 0) {
    throw new Error(
      `${release} is older than ${last}, the newest recorded release; only newer ones can be added`,
    );
  }
  const isFirst = family.releases.length === 0;
  const previous = family.releases.at(-1);
  family.releases.push(release);
  for (const [id, digest] of digests) {
    const known = family.kinds[id];
    if (known === undefined) family.kinds[id] = newKind(digest, release, isFirst);
    else extendKind(known, digest, release);
  }
  for (const [id, kind] of Object.entries(family.kinds)) {
    if (!digests.has(id) && kind.until === undefined && previous !== undefined) kind.until = previous;
  }
}

function newKind(digest: KindDigest, release: string, isFirst: boolean): KindFacts {
  return {
    ...digest.meta,
    ...(isFirst ? {} : { since: release }),
    releases: { [release]: digest.versions },
    fields: digest.fields,
  };
}

function extendKind(kind: KindFacts, digest: KindDigest, release: string): void {
  const lastSeen = lastOf(kind);
  Object.assign(kind, digest.meta);
  delete kind.until;
  kind.releases[release] = digest.versions;
  for (const [path, field] of Object.entries(digest.fields)) {
    const known = kind.fields[path];
    kind.fields[path] =
      known === undefined ? newField(kind, field, release) : changedField(known, field, release);
  }
  for (const [path, field] of Object.entries(kind.fields)) {
    if (digest.fields[path] === undefined && field.until === undefined) field.until = lastSeen;
  }
}

/** A field is experimental until a bundle of the standard channel shows it, if its kind is in that channel. */
function newField(kind: KindFacts, field: FieldFacts, release: string): FieldFacts {
  return { ...field, since: release, ...(kind.channel === 'standard' ? { experimental: true } : {}) };
}

function changedField(known: FieldFacts, field: FieldFacts, release: string): FieldFacts {
  const attributes = new Set(
    [...Object.keys(known), ...Object.keys(field)].filter((key) => !HISTORY.has(key)),
  );
  const changes = [...attributes]
    .filter((what) => JSON.stringify(known[what]) !== JSON.stringify(field[what]))
    .map((what) => ({
      at: release,
      what,
      ...(known[what] === undefined ? {} : { from: known[what] }),
      ...(field[what] === undefined ? {} : { to: field[what] }),
    }));
  const changed = [...(known.changed ?? []), ...changes];
  return {
    ...field,
    ...(known.since === undefined ? {} : { since: known.since }),
    ...(known.experimental === undefined ? {} : { experimental: known.experimental }),
    ...(known.standardSince === undefined ? {} : { standardSince: known.standardSince }),
    ...(changed.length === 0 ? {} : { changed }),
  };
}

/** The standard channel of a release that `addRelease` has added from its experimental bundle. */
export function overlayStandard(family: FamilyFacts, release: string, digests: Digests): void {
  const isFirst = family.releases[0] === release;
  for (const [id, digest] of digests) {
    const kind = family.kinds[id];
    if (kind === undefined)
      throw new Error(`${id} is in the standard bundle but not in the experimental one`);
    const wasStandard = Object.keys(kind.standardReleases ?? {}).some((known) => known !== release);
    kind.channel = 'standard';
    kind.standardReleases = { ...kind.standardReleases, [release]: digest.versions };
    if (!wasStandard && !isFirst) kind.standardSince = release;
    for (const [path, field] of Object.entries(kind.fields)) {
      overlayField(field, digest.fields[path] !== undefined, wasStandard ? release : undefined);
    }
  }
  for (const kind of Object.values(family.kinds)) kind.channel ??= 'experimental';
}

/** `release`: undefined when the kind itself has just reached the standard channel. */
function overlayField(field: FieldFacts, isInStandard: boolean, release: string | undefined): void {
  if (!isInStandard) {
    field.experimental = true;
    delete field.standardSince;
    return;
  }
  const wasExperimental = field.experimental === true;
  delete field.experimental;
  if (wasExperimental && release !== undefined && field.since !== release) field.standardSince = release;
}

/** Takes the newest release out again. */
function rewind(family: FamilyFacts, release: string): void {
  family.releases.pop();
  for (const [id, kind] of Object.entries(family.kinds)) {
    delete kind.releases[release];
    if (Object.keys(kind.releases).length === 0) {
      delete family.kinds[id];
      continue;
    }
    rewindChannel(kind, release);
    for (const [path, field] of Object.entries(kind.fields)) {
      if (field.since === release) delete kind.fields[path];
      else rewindField(field, kind, release);
    }
    if (lastOf(kind) === family.releases.at(-1)) delete kind.until;
  }
}

function rewindChannel(kind: KindFacts, release: string): void {
  if (kind.standardReleases === undefined) return;
  delete kind.standardReleases[release];
  if (Object.keys(kind.standardReleases).length > 0) return;
  delete kind.standardReleases;
  delete kind.standardSince;
  kind.channel = 'experimental';
  for (const field of Object.values(kind.fields)) delete field.experimental;
}

function rewindField(field: FieldFacts, kind: KindFacts, release: string): void {
  for (const { at, what, from } of field.changed ?? []) {
    if (at !== release) continue;
    if (from === undefined) delete field[what];
    else field[what] = from;
  }
  const kept = (field.changed ?? []).filter((change) => change.at !== release);
  if (kept.length > 0) field.changed = kept;
  else delete field.changed;
  if (field.until === lastOf(kind)) delete field.until;
  if (field.standardSince === release) {
    delete field.standardSince;
    field.experimental = true;
  }
}

/** The last recorded release that has the kind. */
function lastOf(kind: KindFacts): string {
  return Object.keys(kind.releases).at(-1) ?? '';
}
