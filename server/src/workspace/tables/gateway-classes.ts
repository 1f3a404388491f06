/** GatewayClasses that the files define. Key: the name. */
import { type GatewayClassFacts, gatewayClass } from '../../model/gateway-class.ts';
import { defineTable } from '../table.ts';

export const gatewayClasses = defineTable<GatewayClassFacts>({
  name: 'gatewayClasses',
  kinds: gatewayClass.kinds,
  *rows(resource) {
    yield [resource.name, resource.facts(gatewayClass)];
  },
});
