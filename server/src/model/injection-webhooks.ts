/** Webhooks that put proxies into pods, and for which namespaces and pods they are called. */
import type { LabelSelector } from '../primitives/label-selector.ts';
import type { Cursor } from './cursor.ts';
import { readLabelSelector } from './label-selector-field.ts';
import type { Model } from './resource.ts';

const REVISION = 'istio.io/rev';

export interface InjectionWebhook {
  readonly name: string;
  readonly path: string;
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  readonly service: { readonly name: string; readonly namespace: string; readonly path: string } | undefined;
}

export interface InjectionWebhookFacts {
  /** Named for Istio, or for a revision of a control plane. */
  readonly isIstio: boolean;
  /** Revisions that the object or its selectors name. */
  readonly revisions: readonly string[];
  readonly webhooks: readonly InjectionWebhook[];
}

export const injectionWebhooks: Model<InjectionWebhookFacts> = {
  kinds: ['admissionregistration.k8s.io/MutatingWebhookConfiguration'],
  build({ cursor }) {
    const webhooks = cursor.get('webhooks').items().map(webhook);
    const own = cursor.get('metadata').get('labels').get(REVISION).string();
    const selected = webhooks.flatMap(({ namespaceSelector, objectSelector }) => [
      ...namedRevisions(namespaceSelector),
      ...namedRevisions(objectSelector),
    ]);
    const revisions = [...new Set(own === undefined ? selected : [own, ...selected])];
    return {
      isIstio: revisions.length > 0 || webhooks.some(({ name }) => name.endsWith('istio.io')),
      revisions,
      webhooks,
    };
  },
};

function webhook(item: Cursor): InjectionWebhook {
  const service = item.get('clientConfig').get('service');
  return {
    name: item.get('name').string() ?? '',
    path: item.path,
    namespaceSelector: readLabelSelector(item.get('namespaceSelector')),
    objectSelector: readLabelSelector(item.get('objectSelector')),
    service: service.exists
      ? {
          name: service.get('name').string() ?? '',
          namespace: service.get('namespace').string() ?? '',
          path: service.path,
        }
      : undefined,
  };
}

function namedRevisions({ matchLabels, matchExpressions }: LabelSelector): readonly string[] {
  const equal = Object.hasOwn(matchLabels, REVISION) ? [matchLabels[REVISION] ?? ''] : [];
  const listed = matchExpressions.filter(({ key, operator }) => key === REVISION && operator === 'In');
  return [...equal, ...listed.flatMap(({ values }) => values)];
}
