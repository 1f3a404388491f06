/** The namespace of an object that names none. */
import type { Snapshot } from '../../workspace/snapshot.ts';
import { findEntry } from '../../yaml/navigate.ts';
import type { HintSource, InlayHint } from './hint.ts';
import { endOfScalar } from './written-end.ts';

/** Names of the file that may set the namespace of everything beside and below it. */
const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export function namespaceHint({ snapshot, slot }: HintSource): readonly InlayHint[] {
  const { resource, origin } = slot;
  const { namespace } = resource;
  if (resource.isNamespaceWritten || namespace === '' || resource.name === '') return [];
  if (isKustomized(snapshot, slot.uri)) return [];
  const offset = endOfScalar(slot, { path: 'metadata.name' });
  if (offset === undefined) return [];
  const metadata = findEntry(resource.root, 'metadata')?.value;
  const key = findEntry(metadata, 'name')?.key;
  const { text } = resource.document;
  const isBlock = metadata?.kind === 'map' && !metadata.flow && key !== undefined;
  const lineStart = key === undefined ? 0 : text.lastIndexOf('\n', key.start) + 1;
  const indent = key === undefined ? '' : text.slice(lineStart, key.start);
  const line = isBlock && /^ *$/.test(indent) && origin.placeRange({ start: lineStart, end: lineStart });
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      offset,
      label: `namespace: ${namespace}`,
      tooltip:
        'The object names no namespace: this one counts, by the setting "meshwright.world.defaultNamespace"',
      form: 'apart',
      ...(line && {
        edit: { range: line, newText: `${indent}namespace: ${namespace}${lineEnd}` },
      }),
    },
  ];
}

/** A kustomization of this folder, or of one above, decides about namespaces when it is built. */
function isKustomized(snapshot: Snapshot, uri: string): boolean {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const folder = uri.slice(0, end);
    if (KUSTOMIZATIONS.some((name) => snapshot.file(`${folder}/${name}`) !== undefined)) return true;
  }
  return false;
}
