/** Edits at a path of the resource, in the document that holds it: its own, or YAML in the text of a scalar. */
import type { TextEdit } from '../base/text-edit.ts';
import { editsInObject, partAt } from '../model/document-part.ts';
import type { Resource } from '../model/resource.ts';
import type { YamlDocument } from '../yaml/node.ts';

/** `edit` takes the path from the root of the document. Undefined where the change cannot be written. */
export function editsAt(
  resource: Resource,
  path: string,
  edit: (document: YamlDocument, path: string) => readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  const part = partAt(resource, path);
  return editsInObject(resource, part, edit(part.document, part.documentPath));
}
