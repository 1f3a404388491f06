/** What scripts and pages beside the manifests make by commands, as far as their text tells. */
import type { KindId } from '../base/kind-id.ts';

/** An empty namespace stands for one that the command does not say. */
export type CommandedThing =
  | { readonly of: 'object'; readonly kindId: KindId; readonly namespace: string; readonly name: string }
  | {
      readonly of: 'workload';
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  /** Anything whose name starts so: the release of a chart, a sample of others. */
  | { readonly of: 'prefix'; readonly namespace: string; readonly name: string }
  /** The definitions of a release of the Gateway API: `v1.2.1`. */
  | { readonly of: 'gateway-api'; readonly release: string }
  /** A Namespace gets a label by its key; empty: whichever. */
  | { readonly of: 'label'; readonly namespace: string; readonly label: string };
