/** ProxyConfig facts: what it changes in the proxies it is for. */
import type { Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface ProxyConfigFacts {
  readonly imageType: Sourced<string> | undefined;
  readonly concurrency: Sourced<number> | undefined;
  /** Names of variables. */
  readonly environmentVariables: readonly string[];
}

export const proxyConfig: Model<ProxyConfigFacts> = {
  kinds: ['networking.istio.io/ProxyConfig'],
  build: ({ spec }) => ({
    imageType: spec.get('image').get('imageType').sourcedString(),
    concurrency: spec.get('concurrency').sourcedNumber(),
    environmentVariables: spec
      .get('environmentVariables')
      .entries()
      .map(({ key }) => key),
  }),
};
