/** Webhooks by which a control plane is called: those that validate configuration and those that inject proxies. */
import type { Cursor } from './cursor.ts';
import type { Resource } from './resource.ts';

const MUTATING = 'admissionregistration.k8s.io/MutatingWebhookConfiguration';

export interface ControlPlaneWebhook {
  readonly name: string;
  readonly clientConfig: Cursor;
}

/** Nothing for configurations that do not belong to a control plane. */
export function controlPlaneWebhooks({ kindId, name, cursor }: Resource): readonly ControlPlaneWebhook[] {
  const isOwn =
    kindId === MUTATING
      ? name.startsWith('istio-sidecar-injector')
      : name === 'istiod-default-validator' || name.startsWith('istio-validator');
  if (!isOwn) return [];
  return cursor
    .get('webhooks')
    .items()
    .map((webhook) => ({
      name: webhook.get('name').string() ?? '',
      clientConfig: webhook.get('clientConfig'),
    }));
}
