/** Errors of the operating system in words. */
import { lookUp } from '../base/look-up.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'too many links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space is left on the device',
  EPIPE: 'nobody reads it any more',
  EIO: 'the device failed',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

/** Completes the sentence "Cannot read …: ". */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return String(error);
  return lookUp(REASONS, code) ?? code;
}
