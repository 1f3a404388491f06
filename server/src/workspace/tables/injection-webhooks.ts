/** Webhook configurations of Istio's injectors, all under one key: a cluster has few. */
import { type InjectionWebhookFacts, injectionWebhooks as model } from '../../model/injection-webhooks.ts';
import { defineTable } from '../table.ts';

export type InjectionWebhookRow = Pick<InjectionWebhookFacts, 'revisions' | 'webhooks'>;

export const injectionWebhooks = defineTable<InjectionWebhookRow>({
  name: 'injectionWebhooks',
  kinds: model.kinds,
  *rows(resource) {
    const { isIstio, revisions, webhooks } = resource.facts(model);
    if (isIstio) yield ['', { revisions, webhooks }];
  },
});
