/** Defaults that people ask about: timeout and retries of routes, the action of a policy. */
import { virtualService } from '../../model/virtual-service.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { HintSource, InlayHint } from './hint.ts';
import { endOfKey } from './written-end.ts';

export function defaultHints(source: HintSource): readonly InlayHint[] {
  switch (source.slot.kindId) {
    case 'networking.istio.io/VirtualService':
      return routeDefaults(source);
    case 'security.istio.io/AuthorizationPolicy':
      return actionDefault(source);
    default:
      return [];
  }
}

/** The retry policy of the proxy, when neither the route nor the mesh says another. */
const RETRIES = 2;

function routeDefaults({ reader, slot }: HintSource): readonly InlayHint[] {
  const { resource } = slot;
  const policy = reader.config('meshConfig')['defaultHttpRetryPolicy'];
  const configured = isRecord(policy) ? policy['attempts'] : undefined;
  const attempts = typeof configured === 'number' ? configured : RETRIES;
  return resource.facts(virtualService).routes.flatMap(({ protocol, path }) => {
    const route = resource.cursor.at(path);
    const offset = endOfKey(slot, `${path}.route`);
    if (protocol !== 'http' || offset === undefined) return [];
    const missing = [
      ...(route.get('timeout').exists ? [] : ['no timeout']),
      ...(route.get('retries').exists ? [] : [attempts === 0 ? 'no retries' : `up to ${attempts} retries`]),
    ];
    if (missing.length === 0) return [];
    return [
      {
        offset,
        label: missing.join(', '),
        tooltip: 'What counts as long as the route says nothing else',
        form: 'apart' as const,
      },
    ];
  });
}

function actionDefault({ slot }: HintSource): readonly InlayHint[] {
  const { spec } = slot.resource;
  const offset = endOfKey(slot, 'spec');
  if (offset === undefined || spec.get('action').exists || !spec.isMap) return [];
  return [{ offset, label: 'action: ALLOW', tooltip: 'A policy without an action allows', form: 'apart' }];
}
