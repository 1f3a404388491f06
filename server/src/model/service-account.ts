/** ServiceAccount facts: the Secrets it brings along. Its name is what counts: with the namespace it is an identity. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface ServiceAccountFacts {
  readonly secrets: readonly Sourced<string>[];
  readonly imagePullSecrets: readonly Sourced<string>[];
}

export const serviceAccount: Model<ServiceAccountFacts> = {
  kinds: ['core/ServiceAccount'],
  build({ cursor }) {
    return { secrets: names(cursor.get('secrets')), imagePullSecrets: names(cursor.get('imagePullSecrets')) };
  },
};

function names(list: Cursor): readonly Sourced<string>[] {
  return list.items().flatMap((item) => item.get('name').sourcedString() ?? []);
}
