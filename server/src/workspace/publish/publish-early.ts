/** Findings of one file before the other files are read: what is certain already, as it will be published later. */
import type { PublishedFinding } from '../finding.ts';
import { annotatedSuppressions, isAnnotatedAway } from '../suppression.ts';
import type { World } from '../world.ts';
import { earlyChecks, earlyFindings } from './early-findings.ts';
import { byPosition, isUnknown, type PublishOptions } from './publish-file.ts';
import { publishedFinding } from './published-finding.ts';
import { Silencers } from './silencers.ts';

/** Sorted by position, then rule. Nothing is said of texts and of suppressions: what those are worth is not known yet. */
export function publishEarly(
  world: World,
  uri: string,
  options: PublishOptions,
): readonly PublishedFinding[] {
  const slots = world.slotsIn(uri).filter(({ origin }) => origin.uri === uri);
  const silencers = new Silencers(options.yaml, slots);
  const findings: PublishedFinding[] = [];
  for (const slot of slots) {
    const codes = annotatedSuppressions(slot.resource);
    const checks = earlyChecks(slot.evaluations.flatMap((evaluation) => evaluation.checks));
    for (const finding of earlyFindings(slot, checks, world.baseConfig)) {
      const published = publishedFinding(world, finding, options);
      if (published === undefined || published.uri !== uri || isUnknown(published, options)) continue;
      const isSilenced = silencers.use(published) !== undefined || options.isSuppressed(published.rule);
      if (!isSilenced && !isAnnotatedAway(published, codes)) findings.push(published);
    }
  }
  return findings.sort(byPosition);
}
