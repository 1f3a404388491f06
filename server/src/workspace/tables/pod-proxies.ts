/** Proxy containers of Pods as they were read from a cluster. Key: the namespace. */
import type { KindId } from '../../base/kind-id.ts';
import { embeddedYaml } from '../../model/embedded-yaml.ts';
import type { Resource } from '../../model/resource.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineTable } from '../table.ts';

export interface PodProxyRow {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  readonly path: string;
  /** That the Pod's own proxy configuration asks for. */
  readonly imageType: string | undefined;
}

const POD: KindId = 'core/Pod';

/** Pods that choose an image of their own are left out, and so is the placeholder of the injector. */
export const podProxies = defineTable<PodProxyRow>({
  name: 'podProxies',
  kinds: [POD],
  *rows(resource) {
    const { spec, cursor, name, namespace } = resource;
    const annotations = cursor.get('metadata').get('annotations');
    if (annotations.get('sidecar.istio.io/proxyImage').exists) return;
    const containers = [...spec.get('containers').items(), ...spec.get('initContainers').items()];
    const proxy = containers.find((item) => item.get('name').string() === 'istio-proxy');
    const image = proxy?.get('image').sourcedString();
    if (image === undefined || image.value === 'auto') return;
    const labels = cursor.get('metadata').get('labels').stringMap();
    yield [
      namespace,
      { name, labels, image: image.value, path: image.path, imageType: imageTypeOf(resource) },
    ];
  },
});

function imageTypeOf({ cursor }: Resource): string | undefined {
  const text = cursor.get('metadata').get('annotations').get('proxy.istio.io/config').string();
  const image = text === undefined ? undefined : embeddedYaml(text)?.['image'];
  const type = isRecord(image) ? image['imageType'] : undefined;
  return typeof type === 'string' ? type : undefined;
}
