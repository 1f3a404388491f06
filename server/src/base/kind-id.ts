/** A kind is always group + kind; the version matters only to schema choice. */

/** `<group>/<Kind>`; the core group is written `core` (`core/Service`). */
export type KindId = `${string}/${string}`;

/** Kind id and version of an `apiVersion` and `kind` as manifests write them. */
export function kindIdOf(
  apiVersion: string,
  kind: string,
): { readonly id: KindId; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { id: `core/${kind}`, version: apiVersion };
  return { id: `${apiVersion.slice(0, slash)}/${kind}`, version: apiVersion.slice(slash + 1) };
}

export function kindName(id: KindId): string {
  return id.slice(id.indexOf('/') + 1);
}

export function groupName(id: KindId): string {
  return id.slice(0, id.indexOf('/'));
}
