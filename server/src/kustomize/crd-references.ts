/** What the OpenAPI definitions under `crds` say about names, labels and annotations of custom resources. */
import type { NameReference } from './default-references.ts';
import type { FieldSpec } from './field-spec.ts';
import { parseApiVersion } from './resource-id.ts';
import { child, descendant, entriesOf, type Tree, textOf } from './tree.ts';

export interface CrdConfig {
  readonly nameReference: readonly NameReference[];
  readonly commonLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly namePrefix: readonly FieldSpec[];
}

/** Definitions that point to each other are followed this deep. */
const MAX_DEPTH = 32;
/** Fields that one file may describe. */
const MAX_STEPS = 20_000;

interface Collector {
  readonly definitions: Tree;
  readonly kind: string;
  readonly nameReference: NameReference[];
  readonly commonLabels: FieldSpec[];
  readonly commonAnnotations: FieldSpec[];
  readonly namePrefix: FieldSpec[];
  steps: number;
}

export function crdReferences(definitions: Tree): CrdConfig {
  const collector: Collector = {
    definitions,
    kind: '',
    nameReference: [],
    commonLabels: [],
    commonAnnotations: [],
    namePrefix: [],
    steps: 0,
  };
  for (const [name, { value }] of entriesOf(definitions)) {
    const properties = entriesOf(descendant(value, 'Schema', 'properties'));
    const isResource = ['kind', 'apiVersion', 'metadata'].every((field) => properties.has(field));
    if (!isResource) continue;
    const kind = name.slice(name.lastIndexOf('.') + 1);
    const own: Collector = { ...collector, kind, steps: collector.steps };
    collect(own, name, [], []);
    collector.steps = own.steps;
  }
  return collector;
}

function collect(collector: Collector, type: string, path: readonly string[], open: readonly string[]): void {
  if (path.length > MAX_DEPTH || open.includes(type)) return;
  const definition = child(collector.definitions, type);
  for (const [name, { value: property }] of entriesOf(descendant(definition, 'Schema', 'properties'))) {
    if (++collector.steps > MAX_STEPS) return;
    const own = [...path, name];
    const spec = (at: readonly string[]): FieldSpec => ({ kind: collector.kind, path: at });
    if (child(property, 'x-kubernetes-annotation')) collector.commonAnnotations.push(spec(own));
    if (child(property, 'x-kubernetes-label-selector')) collector.commonLabels.push(spec(own));
    if (child(property, 'x-kubernetes-identity')) collector.namePrefix.push(spec(own));
    const version = textOf(child(property, 'x-kubernetes-object-ref-api-version'));
    const kind = textOf(child(property, 'x-kubernetes-object-ref-kind'));
    if (version !== undefined && kind !== undefined) {
      const key = textOf(child(property, 'x-kubernetes-object-ref-name-key')) ?? 'name';
      const of = version.includes('/') ? { ...parseApiVersion(version), kind } : { version, kind };
      collector.nameReference.push({ of, fields: [spec([...own, key])] });
    }
    const target = textOf(child(property, '$ref'));
    if (target !== undefined) collect(collector, target, own, [...open, type]);
  }
}
