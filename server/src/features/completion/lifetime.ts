/** Whether the target release has a field or an enum value. */

import { compareReleases } from '../../primitives/release-order.ts';
import type { FieldSchema } from '../../schema/field-schema.ts';
import { type CompletionContext, releaseOf } from './context.ts';

export function isOffered(ctx: CompletionContext, field: FieldSchema): boolean {
  const release = releaseOf(ctx);
  if (field.since !== undefined && compareReleases(release, field.since) < 0) return false;
  if (field.until !== undefined && compareReleases(release, field.until) > 0) return false;
  if (ctx.target.channel === 'experimental') return true;
  const isStandard = field.standardSince === undefined || compareReleases(release, field.standardSince) >= 0;
  return field.experimental !== true && isStandard;
}

export function isValueOffered(ctx: CompletionContext, since: string | undefined): boolean {
  return since === undefined || compareReleases(releaseOf(ctx), since) >= 0;
}
