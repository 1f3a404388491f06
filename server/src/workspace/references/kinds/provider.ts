/** Extension providers: defined in the mesh configuration, used for telemetry and for external authorization. */
import type { Cursor } from '../../../model/cursor.ts';
import { embeddedCursor } from '../../../model/embedded-yaml.ts';
import { isMeshConfigMap } from '../../../model/mesh-config-source.ts';
import { defineReference } from '../reference-kind.ts';
import type { BareSite, SiteFacts } from '../site.ts';

export const provider = defineReference<SiteFacts, SiteFacts>({
  id: 'provider',
  noun: 'extension provider',
  targets: [
    {
      in: ['install.istio.io/IstioOperator'],
      at: ['spec.meshConfig.extensionProviders[].name'],
      read: ({ at }) => named(at),
    },
    {
      in: ['core/ConfigMap'],
      at: ['data.mesh'],
      read({ at, resource }) {
        const text = isMeshConfigMap(resource) ? at.string() : undefined;
        if (text === undefined) return [];
        const { cursor, start } = embeddedCursor(text);
        const providers = cursor.get('extensionProviders').items();
        return providers.flatMap((item) => embeddedName(item.get('name'), start));
      },
    },
  ],
  origins: [
    {
      in: ['telemetry.istio.io/Telemetry'],
      at: ['tracing', 'metrics', 'accessLogging'].map((list) => `spec.${list}[].providers[].name`),
      read: ({ at }) => named(at),
    },
    {
      in: ['security.istio.io/AuthorizationPolicy'],
      at: ['spec.provider.name'],
      read: ({ at }) => named(at),
    },
    {
      in: ['install.istio.io/IstioOperator'],
      at: ['tracing', 'metrics', 'accessLogging'].map((list) => `spec.meshConfig.defaultProviders.${list}[]`),
      read: ({ at }) => named(at),
    },
    {
      in: ['core/ConfigMap'],
      at: ['data.mesh'],
      read({ at, resource }) {
        const text = isMeshConfigMap(resource) ? at.string() : undefined;
        if (text === undefined) return [];
        const { cursor, start } = embeddedCursor(text);
        const lists = cursor.get('defaultProviders').entries();
        return lists.flatMap(({ value }) => value.items().flatMap((item) => embeddedName(item, start)));
      },
    },
  ],
  identity: 'name',
  resolve: ({ targets }, { row }) => targets(row.name),
  rename: {
    problemWith: (newName) =>
      newName.trim() === newName && newName !== '' ? undefined : 'A provider needs a name',
  },
  unknown: { none: 'the mesh configuration is seldom among the files' },
});

function named(at: Cursor): readonly BareSite<SiteFacts>[] {
  const name = at.string() ?? '';
  return name === '' ? [] : [{ name, facts: {} }];
}

/** A scalar of YAML that is the text of another scalar: its place is a part of that text. */
function embeddedName({ node }: Cursor, start: number): readonly BareSite<SiteFacts>[] {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || node.text === '') return [];
  const quote = node.style === 'plain' ? 0 : 1;
  const slice = { start: start + node.start + quote, end: start + node.end - quote };
  return [{ name: node.text, slice, facts: {} }];
}
