/** Values of the labels and annotations that Istio reads. */
import { lookUp } from '../../../../base/look-up.ts';
import { ISTIO_ANNOTATIONS } from '../../../../model/istio-annotations.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { metadataMap } from '../keys/metadata-keys.ts';
import { type MeshPlace, pathOf } from '../mesh-place.ts';
import { codes } from './codes.ts';
import { networks } from './places.ts';
import { usedWords } from './used.ts';

export function metadataValues(place: MeshPlace): readonly Choice[] {
  const key = place.steps.at(-1);
  const map = metadataMap(place, pathOf(place.steps.slice(0, -1)));
  if (map === undefined || typeof key !== 'string') return [];
  return map.field === 'labels' ? labelValues(place, key) : (codes(place) ?? annotationValues(key));
}

const SWITCH: readonly Choice[] = ['true', 'false'].map((value) => word(value, '', RANK.first));

const LABEL_VALUES: Readonly<Record<string, readonly Choice[]>> = {
  'istio-injection': [
    word('enabled', 'new pods get a sidecar', RANK.first),
    word('disabled', 'new pods get none', RANK.first),
  ],
  'istio.io/dataplane-mode': [
    word('ambient', 'ztunnel carries the traffic', RANK.first),
    word('none', 'not in the ambient mesh', RANK.first),
  ],
  'istio.io/waypoint-for': [
    word('service', 'traffic to services: the default', RANK.first),
    word('workload', 'traffic to pods and VMs by their addresses', RANK.first),
    word('all', 'both', RANK.first),
    word('none', 'nothing', RANK.first),
  ],
  'sidecar.istio.io/inject': SWITCH,
  'istio.io/ingress-use-waypoint': SWITCH,
  'networking.istio.io/enable-autoallocate-ip': SWITCH,
};

function labelValues(place: MeshPlace, key: string): readonly Choice[] {
  if (key === 'istio.io/rev') {
    return [word('default', 'the default revision'), ...usedWords(place, 'revision', 'revision')];
  }
  if (key === 'topology.istio.io/network') return networks(place);
  return lookUp(LABEL_VALUES, key) ?? [];
}

function annotationValues(key: string): readonly Choice[] {
  const value = ISTIO_ANNOTATIONS.get(key)?.value;
  if (value?.type === 'bool') return SWITCH;
  return value?.type === 'words' ? value.words.map((each) => word(each, '', RANK.first)) : [];
}
