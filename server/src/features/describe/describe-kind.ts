/** A kind explained in markdown: what it is, when to use it, what it needs beside it, what it does alone. */

import { kindDoc } from '../../schema/docs.ts';
import { familyOf } from '../../schema/families.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { kindStage } from './describe-field.ts';

export function describeKind(kind: KindSchema): string {
  const doc = kindDoc(kind.id);
  const release = `${familyOf(kind).product} `;
  const heading = [
    kind.group,
    kind.scope === 'Cluster' ? 'cluster-scoped' : undefined,
    kindStage(kind),
    kind.since === undefined ? undefined : `since ${release}${kind.since}`,
    kind.until === undefined ? undefined : `until ${release}${kind.until}`,
  ].filter((word) => word !== undefined);
  const blocks = [
    `**${kind.kind}** · ${heading.join(' · ')}`,
    doc?.about,
    doc && `**When:** ${doc.when}`,
    doc && `**Needs:** ${doc.needs}`,
    doc && `**Alone:** ${doc.alone}`,
    kind.shortNames.length === 0
      ? undefined
      : `kubectl: \`${[kind.plural, ...kind.shortNames].join('`, `')}\``,
    doc && `[Reference](${doc.url})`,
  ];
  return blocks.filter((block) => block !== undefined && block !== '').join('\n\n');
}

/** Served versions of a release, preferred one first. */
export function describeApiVersion(
  kind: KindSchema,
  release: string,
  channel: 'standard' | 'experimental',
): string {
  const versions = kind.versions(release, channel).filter((version) => version.served);
  const family = familyOf(kind).product;
  const lines = versions.map((version, index) => {
    const notes = [
      index === 0 ? 'preferred' : undefined,
      version.storage ? 'stored' : undefined,
      version.deprecated ? 'deprecated' : undefined,
    ].filter((note) => note !== undefined);
    return `- \`${kind.group}/${version.name}\`${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`;
  });
  const intro =
    versions.length === 0
      ? `${family} ${release} does not serve ${kind.kind}.`
      : `${family} ${release} serves ${kind.kind} as`;
  const same =
    versions.length > 1 && kind.family === 'istio' ? 'All versions have the same schema.' : undefined;
  return [`**apiVersion** · ${kind.kind}`, intro, lines.join('\n'), same]
    .filter((block) => block !== undefined && block !== '')
    .join('\n\n');
}
