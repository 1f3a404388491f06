/** Configuration that a world's own resources change, on top of settings. */
import type { WorldReader } from './check.ts';
import type { WorldConfig } from './world-config.ts';

/** A function of what it reads: runs again when one of those rows changes. */
export function deriveConfig(base: WorldConfig, _reader: WorldReader): WorldConfig {
  return base;
}
