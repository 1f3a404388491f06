/** The namespace of an object that names none. */
import { findEntry } from '../../yaml/navigate.ts';
import { isBuilt } from './decided-elsewhere.ts';
import type { HintSource, InlayHint } from './hint.ts';
import { endOfScalar } from './written-end.ts';

export function namespaceHint({ snapshot, slot }: HintSource): readonly InlayHint[] {
  const { resource, origin } = slot;
  const { namespace } = resource;
  if (resource.isNamespaceWritten || namespace === '' || resource.name === '') return [];
  if (resource.isTemplate || isBuilt(snapshot, slot.uri)) return [];
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
        'The object names no namespace: this one counts (setting "meshwright.world.defaultNamespace"), unless the command that applies it names another',
      form: 'apart',
      ...(line && {
        edit: { range: line, newText: `${indent}namespace: ${namespace}${lineEnd}` },
      }),
    },
  ];
}
