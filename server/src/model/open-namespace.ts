/** Objects whose namespace the command decides that applies them: `kubectl apply -n`. */
import type { Resource } from './resource.ts';

/** The namespace of clusters for what names none; no evidence of where an object lands. */
const ASSUMED = 'default';

/** No namespace is written, and nothing that builds or delivers the object gives it one: it may land in any. */
export function isInOpenNamespace({
  isNamespaceWritten,
  namespace,
}: Pick<Resource, 'isNamespaceWritten' | 'namespace'>): boolean {
  return !isNamespaceWritten && namespace === ASSUMED;
}
