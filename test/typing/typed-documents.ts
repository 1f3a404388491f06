/** Manifests that tests type key by key, with names that begin like those of the sample mesh and mean others. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface TypedDocument {
  readonly name: string;
  /** LF; ends with a line end. */
  readonly text: string;
}

const FOLDER = new URL('./typed/', import.meta.url);

export const TYPED_DOCUMENTS: readonly TypedDocument[] = readdirSync(fileURLToPath(FOLDER)).map((name) => ({
  name,
  text: readFileSync(new URL(name, FOLDER), 'utf8').replaceAll('\r\n', '\n'),
}));
