/** Extension providers: defined in the mesh configuration, used for telemetry and for external authorization. */
import type { Cursor } from '../../../model/cursor.ts';
import { embeddedCursor } from '../../../model/embedded-documents.ts';
import { MESH_CONFIG } from '../../../model/known-kinds.ts';
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
      read: ({ at, resource }) =>
        embeddedCursor(resource, at.path)
          .get('extensionProviders')
          .items()
          .flatMap((item) => namedInside(item.get('name'))),
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
      in: [MESH_CONFIG],
      at: ['tracing', 'metrics', 'accessLogging'].map((list) => `defaultProviders.${list}[]`),
      read: ({ at }) => named(at),
    },
    {
      in: ['core/ConfigMap'],
      at: ['data.mesh'],
      read: ({ at, resource }) =>
        embeddedCursor(resource, at.path)
          .get('defaultProviders')
          .entries()
          .flatMap(({ value }) => value.items().flatMap(namedInside)),
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

/** In the text of a scalar: the path goes on from that of the scalar. */
function namedInside(at: Cursor): readonly BareSite<SiteFacts>[] {
  return named(at).map((site) => ({ ...site, path: at.path }));
}
