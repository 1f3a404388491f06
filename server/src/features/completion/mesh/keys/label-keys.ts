/** Keys of labels that a selector may ask for. */
import { lookUp } from '../../../../base/look-up.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { type Labelled, labelledBy } from '../label-scope.ts';
import type { MeshPlace } from '../mesh-place.ts';
import { carriedBy } from '../names/labels.ts';

/** What tools write for themselves: nobody selects by it. */
const OF_TOOLS =
  /^(?:pod-template-hash|controller-revision-hash|statefulset\.kubernetes\.io\/|helm\.sh\/|sidecar\.istio\.io\/|security\.istio\.io\/|gateway\.istio\.io\/|gateway\.networking\.k8s\.io\/gateway-class|service\.istio\.io\/|app\.kubernetes\.io\/managed-by$)/;

/** Undefined where the map at the place selects nothing. */
export function labelKeys(place: MeshPlace): readonly Choice[] | undefined {
  const carriers = labelledBy(place, place.steps, place.word);
  if (carriers === undefined) return undefined;
  const isSubset = place.pattern === 'spec.subsets[].labels';
  const byKey = new Map<string, Labelled[]>();
  for (const carrier of carriers) {
    for (const key of Object.keys(carrier.labels)) {
      const found = byKey.get(key);
      if (found === undefined) byKey.set(key, [carrier]);
      else found.push(carrier);
    }
  }
  return [...byKey.keys()].sort().map((key) => {
    const found = byKey.get(key) ?? [];
    const values = new Set(found.map(({ labels }) => lookUp(labels, key)));
    // A subset is told from the others by what differs between them.
    const isTelling = isSubset ? values.size > 1 : USUAL.includes(key);
    const rank = OF_TOOLS.test(key) ? RANK.rare : isTelling ? RANK.first : RANK.common;
    return word(key, values.size > 1 ? `${values.size} values` : carriedBy(found), rank);
  });
}

const USUAL: readonly string[] = ['app', 'istio', 'app.kubernetes.io/name', 'k8s-app'];
