/** `meshwright.json` in an editor: no object, but a text with a schema like any other. */
import { CONFIGURATION } from '../schema/families.ts';
import type { KindSchema } from '../schema/field-schema.ts';
import { kindSchema } from '../schema/lookup.ts';

export function isConfigurationFile(uri: string): boolean {
  return uri.endsWith('/meshwright.json');
}

/** What the text of a file is read as, when it is our configuration. */
export function configurationSchema(uri: string): KindSchema | undefined {
  return isConfigurationFile(uri) ? kindSchema(CONFIGURATION) : undefined;
}
