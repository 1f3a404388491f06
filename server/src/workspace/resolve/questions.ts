/** What can be missing, and who asks for it. */
import type { KindId } from '../../base/kind-id.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import type { Resource, ResourceRef } from '../../model/resource.ts';
import type { Labels } from '../../primitives/selector.ts';

/** The object that names the thing. */
export interface Asker {
  readonly self: ResourceRef;
  /** The reference writes no namespace: it means what is beside the asker. */
  readonly isBare: boolean;
  /** So it is, and where the asker lands nobody wrote. */
  readonly isOpen: boolean;
}

export type Question = { readonly by?: Asker } & (
  | { readonly of: 'host'; readonly host: string; readonly namespace: string | undefined }
  | { readonly of: 'gateway'; readonly name: string; readonly namespace: string }
  | { readonly of: 'object'; readonly kindId: KindId; readonly name: string; readonly namespace: string }
  | { readonly of: 'workload'; readonly namespace: string; readonly labels: Labels }
  | { readonly of: 'gateway-workload'; readonly labels: Labels }
  | { readonly of: 'namespace'; readonly name: string }
  | { readonly of: 'secret'; readonly name: string; readonly namespace: string }
);

/** A thing of a kind by its name and namespace: what most questions come to. */
export interface NamedThing {
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace: string;
}

/** @param isBare the reference writes no namespace */
export function askerOf(
  { resource, self }: { readonly resource: Resource; readonly self: ResourceRef },
  isBare: boolean,
): Asker {
  return { self, isBare, isOpen: isBare && isInOpenNamespace(resource) };
}
