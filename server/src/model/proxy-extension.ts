/** Facts of WasmPlugin and TrafficExtension: the module, where in the chain it runs, and the Secret to fetch it with. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface ProxyExtensionFacts {
  /** Address of the module; absent for Lua. */
  readonly url: Sourced<string> | undefined;
  readonly imagePullSecret: Sourced<string> | undefined;
  readonly phase: string;
  readonly priority: number;
}

export const proxyExtension: Model<ProxyExtensionFacts> = {
  kinds: ['extensions.istio.io/WasmPlugin', 'extensions.istio.io/TrafficExtension'],
  build(resource) {
    const { spec } = resource;
    const module = wasmBlock(resource);
    return {
      url: module.get('url').sourcedString(),
      imagePullSecret: module.get('imagePullSecret').sourcedString(),
      phase: spec.get('phase').string() ?? 'UNSPECIFIED',
      priority: spec.get('priority').number() ?? 0,
    };
  },
};

function wasmBlock({ kindId, spec }: Resource): Cursor {
  return kindId === 'extensions.istio.io/WasmPlugin' ? spec : spec.get('wasm');
}
