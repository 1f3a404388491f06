/** What the injector's ConfigMap says: values of the installation, as JSON under `values`. */
import type { JsonValue } from '../base/json.ts';
import { isRecord } from '../yaml/to-json.ts';
import type { Model, Resource } from './resource.ts';

const NAME = 'istio-sidecar-injector';

export interface InjectorConfig {
  /** `default` for the ConfigMap without a suffix. */
  readonly revision: string;
  /** Namespaces without a label are injected. */
  readonly isOnByDefault: boolean;
  /** Image of the proxy, without the suffix of an image type. */
  readonly image: string | undefined;
}

/** Absent for other ConfigMaps. */
export const injectorConfig: Model<InjectorConfig | undefined> = {
  kinds: ['core/ConfigMap'],
  build({ name, cursor }: Resource) {
    if (name !== NAME && !name.startsWith(`${NAME}-`)) return undefined;
    const values = parseJson(cursor.get('data').get('values').string() ?? '');
    const global = field(values, 'global');
    return {
      revision: name === NAME ? 'default' : name.slice(NAME.length + 1),
      isOnByDefault: field(field(values, 'sidecarInjectorWebhook'), 'enableNamespacesByDefault') === true,
      image: imageOf(global),
    };
  },
};

function imageOf(global: JsonValue | undefined): string | undefined {
  const image = field(field(global, 'proxy'), 'image');
  const hub = field(global, 'hub');
  const tag = field(global, 'tag');
  if (typeof image !== 'string') return undefined;
  if (image.includes('/')) return image;
  return typeof hub === 'string' && (typeof tag === 'string' || typeof tag === 'number')
    ? `${hub}/${image}:${tag}`
    : undefined;
}

function field(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isRecord(value) ? value[key] : undefined;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
