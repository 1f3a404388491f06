/** Files of a build that exist in a test only. */
import type { FileSource } from '../../server/src/kustomize/file-source.ts';

export function memorySource(files: Readonly<Record<string, string>>): FileSource {
  const texts = new Map(Object.entries(files));
  const folders = new Set(['']);
  for (const path of texts.keys()) {
    const parts = path.split('/');
    for (let at = 1; at < parts.length; at++) folders.add(parts.slice(0, at).join('/'));
  }
  return { read: (path) => texts.get(path), isFolder: (path) => folders.has(path) };
}
