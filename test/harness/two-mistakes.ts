/** Rules, and pairs of them, that may speak at one place or inside of it, as each tells of a mistake of its own. */

/** They miss something in a block, whatever else is wrong with what it has. */
export const OF_ABSENCE: ReadonlySet<string> = new Set([
  'field/missing',
  'gateway/no-servers',
  'schema/missing-required',
  'virtual-service/route-without-action',
]);

/** They judge an object, route or rule as a whole, by what others of the mesh say; what is in it may be wrong by itself. */
export const OF_WHOLES: ReadonlySet<string> = new Set([
  'authorization-policy/allow-without-effect',
  'service-entry/conflicting-protocol',
  'virtual-service/conflicting-hosts',
  'virtual-service/plain-to-tls-port',
  'virtual-service/route-not-served',
  'virtual-service/unreachable-route',
]);

export const TWO_MISTAKES: ReadonlySet<string> = new Set([
  // A key that the message does not have, and no type: one may be mended without the other.
  'envoy-filter/no-typed-config and envoy-filter/unknown-field',
  // Neither goes beside a selector, and they need a resolution even without one.
  'service-entry/endpoints-without-resolution and service-entry/selector-with-endpoints',
]);
