/** Comments that silence findings in YAML that is the text of a scalar. */

import { partIn, rangeInObject } from '../model/document-part.ts';
import { EMBEDDING_KINDS, embeddedDocuments } from '../model/embedded-documents.ts';
import type { WrittenResource } from '../model/resource.ts';
import { DIRECTIVE_PREFIX } from '../yaml/directives.ts';
import { type IgnoreDirective, ignoreDirectives } from './suppression.ts';

/** In offsets of the object's document. On top of the text a comment is for all of the text. */
export function embeddedDirectives(resource: WrittenResource): readonly IgnoreDirective[] {
  if (!EMBEDDING_KINDS.includes(resource.kindId) || !resource.mayContain(DIRECTIVE_PREFIX)) return [];
  return resource.facts(embeddedDocuments).flatMap((embedded) => {
    const part = partIn(embedded, embedded.path);
    const { document } = embedded;
    return ignoreDirectives(document).map((directive): IgnoreDirective => {
      const target =
        directive.scope === 'document' ? { start: 0, end: document.text.length } : directive.target;
      return {
        ...directive,
        ...rangeInObject(resource, part, directive),
        scope: 'line',
        target: rangeInObject(resource, part, target),
      };
    });
  });
}
