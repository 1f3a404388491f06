/** The process's own readers of UTF-8. */
import type { Decoders } from '../project/file-source.ts';

export const DECODERS: Decoders = {
  strict: new TextDecoder('utf-8', { fatal: true }),
  tolerant: new TextDecoder('utf-8'),
};
