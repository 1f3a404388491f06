/** ProxyConfigs that choose a variant of the proxy's image. Key: the namespace. */
import { defineTable } from '../table.ts';

export interface ProxyImageTypeRow {
  readonly imageType: string;
  /** Absent: for the whole namespace (mesh, in the root namespace). */
  readonly selector: Readonly<Record<string, string>> | undefined;
}

export const proxyImageTypes = defineTable<ProxyImageTypeRow>({
  name: 'proxyImageTypes',
  kinds: ['networking.istio.io/ProxyConfig'],
  *rows({ spec, namespace }) {
    const imageType = spec.get('image').get('imageType').string();
    const selector = spec.get('selector').get('matchLabels').stringMap();
    if (imageType === undefined) return;
    yield [namespace, { imageType, selector: Object.keys(selector).length === 0 ? undefined : selector }];
  },
});
