/**
 * Small meshes with marks: `«…»` stands around the names of one thing where it is defined, `‹…›` where it is used, and
 * `⟨…⟩` where a wildcard means it. Cases start with `#@ case:`, files with `#-`, a renaming is `#@ rename: a -> b`.
 */
import { readFileSync } from 'node:fs';
import type { OffsetRange } from '../../../server/src/base/offset-range.ts';

export type Role = 'definition' | 'use' | 'wildcard';

export interface Mark {
  readonly uri: string;
  readonly range: OffsetRange;
  readonly role: Role;
}

export interface MarkedMesh {
  readonly title: string;
  readonly rename: { readonly from: string; readonly to: string } | undefined;
  /** What a refusal says, where the thing cannot be renamed. */
  readonly refused: string | undefined;
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
}

const ROLES: Readonly<Record<string, { readonly close: string; readonly role: Role }>> = {
  '«': { close: '»', role: 'definition' },
  '‹': { close: '›', role: 'use' },
  '⟨': { close: '⟩', role: 'wildcard' },
};

export function readMeshes(url: URL): readonly MarkedMesh[] {
  return readFileSync(url, 'utf8')
    .split(/^(?=#@ case:)/m)
    .filter((part) => part.startsWith('#@ case:'))
    .map(readMesh);
}

function readMesh(text: string): MarkedMesh {
  const title = /^#@ case: (.*)$/m.exec(text)?.[1] ?? '';
  const rename = /^#@ rename: (\S+) -> (\S+)$/m.exec(text);
  const refused = /^#@ refused: (.*)$/m.exec(text)?.[1];
  const files = new Map<string, string>();
  const marks: Mark[] = [];
  for (const part of text.split(/^(?=#- )/m).slice(1)) {
    const [, path = '', body = ''] = /^#- (\S+)\n(.*)$/s.exec(part) ?? [];
    const uri = `file:///mesh${path}`;
    files.set(uri, unmark(uri, body, marks));
  }
  return {
    title,
    rename: rename === null ? undefined : { from: rename[1] ?? '', to: rename[2] ?? '' },
    refused,
    files,
    marks,
  };
}

function unmark(uri: string, marked: string, marks: Mark[]): string {
  let text = '';
  for (let at = 0; at < marked.length; at++) {
    const opening = ROLES[marked.charAt(at)];
    if (opening === undefined) {
      text += marked.charAt(at);
      continue;
    }
    const end = marked.indexOf(opening.close, at);
    const inner = marked.slice(at + 1, end);
    marks.push({ uri, range: { start: text.length, end: text.length + inner.length }, role: opening.role });
    text += inner;
    at = end;
  }
  return text;
}
