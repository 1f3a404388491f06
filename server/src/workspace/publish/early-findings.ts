/**
 * What is certain of an object before the other files are read: problems of its shape, in every release that the others
 * may turn out to be about. Each of them is found again when all is known.
 */
import { ISTIO_RELEASES } from '../../primitives/istio-version.ts';
import type { Check, WorldReader } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { Slot } from '../slot.ts';
import type { WorldConfig } from '../world-config.ts';

/** Nothing is known of what was asked for. */
class NotKnownYet extends Error {}

/** Keys that no file of the mesh decides; who judges by another one is not heard early. */
const GIVEN: ReadonlySet<keyof WorldConfig> = new Set([
  'gatewayApiVersion',
  'gatewayApiChannel',
  'ruleOptions',
]);

/**
 * Of all checks of a kind those that nothing overrules later: they look at their object alone, other findings give way to theirs, and none says
 * the same more exactly.
 */
export function earlyChecks(checks: readonly Check[]): readonly Check[] {
  const superseded = new Set(checks.flatMap(({ supersedes }) => supersedes));
  return checks.filter(
    ({ id, scope, severity, silences }) =>
      scope === 'document' && severity === 'error' && silences === 'below' && !superseded.has(id),
  );
}

/**
 * @param checks those of `earlyChecks` that the object's world runs for its kind
 * @throws what a check throws
 */
export function earlyFindings(slot: Slot, checks: readonly Check[], config: WorldConfig): readonly Finding[] {
  // What has no header is what the folder around it makes of it.
  if (slot.resource.document.isTemplate || slot.resource.apiVersion === '') return [];
  return checks.flatMap((check) => {
    const reader = new EarlyReader(config, config.istioVersion);
    const found = run(check, slot, reader);
    if (found.length === 0 || !reader.asksRelease || !config.detectsIstioVersion) return found;
    let certain = found;
    for (const release of ISTIO_RELEASES) {
      if (certain.length === 0) break;
      if (release === config.istioVersion) continue;
      const there = new Set(run(check, slot, new EarlyReader(config, release)).map(textOf));
      certain = certain.filter((finding) => there.has(textOf(finding)));
    }
    return certain;
  });
}

function run(check: Check, slot: Slot, reader: EarlyReader): readonly Finding[] {
  const findings: Finding[] = [];
  try {
    check.run(slot.resource, reader, slot, (finding) => findings.push(finding));
  } catch (error) {
    if (error instanceof NotKnownYet) return [];
    throw error;
  }
  return findings;
}

function textOf({ severity, message, at, fixes }: Finding): string {
  return JSON.stringify([severity, message, at.path, at.part, at.slice, fixes]);
}

class EarlyReader implements WorldReader {
  asksRelease = false;
  readonly #config: WorldConfig;
  readonly #release: string;

  constructor(config: WorldConfig, release: string) {
    this.#config = config;
    this.#release = release;
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    if (key === 'istioVersion') {
      this.asksRelease = true;
      return this.#release as WorldConfig[Key];
    }
    return GIVEN.has(key) ? this.#config[key] : unknown();
  }

  read(): never {
    return unknown();
  }

  has(): never {
    return unknown();
  }

  derive(): never {
    return unknown();
  }

  repository(): never {
    return unknown();
  }

  fileOf(): never {
    return unknown();
  }
}

function unknown(): never {
  throw new NotKnownYet();
}
