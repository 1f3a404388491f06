/** VirtualServices at gateways that send clients to https, or may: what a delegate does stands elsewhere. */
import { virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';
import { gatewaysOf } from './gateway-routes.ts';

/** Key: the gateway, `namespace/name`. */
export const httpsRedirects = defineTable<true>({
  name: 'httpsRedirects',
  kinds: virtualService.kinds,
  *rows(resource) {
    const { routes } = resource.facts(virtualService);
    const mayRedirect =
      resource.isTemplate ||
      routes.some(
        ({ path, delegate }) =>
          delegate !== undefined ||
          resource.cursor.at(path).get('redirect').get('scheme').string() === 'https',
      );
    if (!mayRedirect) return;
    for (const key of gatewaysOf(resource)) yield [key, true];
  },
});
