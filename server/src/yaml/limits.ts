/** How much the YAML layer reads before it refuses, so that hostile text costs no more than honest text. */

/** UTF-8 bytes of one file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Levels of maps and lists in one document. Real manifests need fewer than 30. */
export const MAX_DEPTH = 200;

/** Nodes that the aliases of one document may bring in, counting what their targets contain. */
export const MAX_ALIASED_NODES = 10_000;

/**
 * Lexical tokens of one document that the tolerant parser takes: about a second's work. Broken text of two megabytes
 * fits; whole text is read by the fast parser and has no such limit.
 */
export const MAX_TOKENS = 500_000;

/** Problems kept per document: behind that many mistakes, more say nothing new. */
export const MAX_PROBLEMS = 100;

/** Characters from a key's start within which the API server's parser looks for the colon. */
export const LONGEST_KEY = 1024;
