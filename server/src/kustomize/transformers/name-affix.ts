/** `namePrefix` and `nameSuffix`. */
import { type FieldSpec, walkField } from '../field-spec.ts';
import { derivedFrom, type Origin } from '../place.ts';
import { isSelected } from '../resource-id.ts';
import type { ResourceSet } from '../resource-set.ts';
import { stringTree } from '../tree.ts';

export interface AffixSettings {
  readonly side: 'prefix' | 'suffix';
  readonly text: string;
  readonly origin: Origin;
  readonly specs: readonly FieldSpec[];
}

export function addAffix(set: ResourceSet, { side, text, origin, specs }: AffixSettings): void {
  if (text === '') return;
  for (const resource of set.all) {
    const first = resource.originalId;
    if (keepsItsName(first.group, first.kind)) continue;
    for (const spec of specs) {
      if (!isSelected(first, spec)) continue;
      if (spec.path.join('/') === 'metadata/name') {
        if (side === 'prefix') resource.prefixes = [...resource.prefixes, text];
        else resource.suffixes = [...resource.suffixes, text];
        resource.rememberName();
      }
      walkField(resource.root, resource.gvk, spec, {
        visit({ value, replace }) {
          if (value.kind !== 'scalar') return;
          const renamed = side === 'prefix' ? text + value.text : value.text + text;
          replace(stringTree(renamed, derivedFrom(value.origin, origin)));
        },
      });
    }
  }
  set.changed();
}

function keepsItsName(group: string, kind: string): boolean {
  if (kind === 'CustomResourceDefinition' || kind === 'Namespace') return true;
  return kind === 'APIService' && group === 'apiregistration.k8s.io';
}
