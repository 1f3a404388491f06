/** The labels by which a Namespace says how its pods join the mesh. */

export type Labels = Readonly<Record<string, string>>;

export const INJECTION_LABEL = 'istio-injection';
export const REVISION_LABEL = 'istio.io/rev';
export const DATAPLANE_LABEL = 'istio.io/dataplane-mode';

/** No label decides: neither for a sidecar, nor against it, nor for ambient mode. */
export function isUndecided(labels: Labels): boolean {
  return (
    labels[DATAPLANE_LABEL] !== 'ambient' &&
    (labels[INJECTION_LABEL] ?? '') === '' &&
    !Object.hasOwn(labels, REVISION_LABEL)
  );
}

/** Labels that each choose a data plane; one is enough. Without injection the others decide nothing. */
export function dataplaneLabels(labels: Labels): readonly string[] {
  const injection = labels[INJECTION_LABEL];
  const others = injection === undefined || injection === 'enabled' ? [REVISION_LABEL, DATAPLANE_LABEL] : [];
  return [INJECTION_LABEL, ...others].filter((label) => Object.hasOwn(labels, label));
}
