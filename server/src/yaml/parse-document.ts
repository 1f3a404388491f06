/** One document: from its text to its nodes, problems and directives. */
import { findDirectives } from './directives.ts';
import { MAX_ALIASED_NODES } from './limits.ts';
import type { DocumentHeader, YamlDocument } from './node.ts';
import { firstContent } from './read-header.ts';
import { Reading } from './reading.ts';
import { tolerantParse } from './tolerant-parse.ts';

export function parseDocument(text: string, header: DocumentHeader): YamlDocument {
  const reading = new Reading(text);
  const root = tolerantParse(reading);
  if (reading.hasTooManyAliases)
    reading.problems.add('too-many-aliases', 0, 1, { limit: MAX_ALIASED_NODES });
  return {
    text,
    header,
    state: 'parsed',
    root: reading.hasTooManyAliases ? undefined : root,
    problems: reading.problems.tidy(text),
    isTemplate: false,
    directives: findDirectives(text, root),
  };
}

export function foreignDocument(text: string, header: DocumentHeader): YamlDocument {
  return { text, header, state: 'foreign', root: undefined, problems: [], isTemplate: false, directives: [] };
}

/** True for blanks, comments and `%` directives: in the API server's eyes nothing at all. */
export function isEmpty(text: string): boolean {
  return firstContent(text) === text.length;
}

export function emptyDocument(text: string): YamlDocument {
  return {
    text,
    header: { apiVersion: undefined, kind: undefined },
    state: 'empty',
    root: undefined,
    problems: [],
    isTemplate: false,
    directives: findDirectives(text, undefined),
  };
}
