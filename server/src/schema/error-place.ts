/** Where an error of a validator lies. */
import type { YamlNode } from '../yaml/node.ts';
import type { FieldSchema } from './field-schema.ts';

/** A place that an error is about: the node, its schema, and the objects on the way to it. */
export interface ErrorPlace {
  readonly path: string;
  /** The last key on the way: for list items the key of the list. */
  readonly name: string;
  readonly node: YamlNode;
  readonly field: FieldSchema;
  /** From the resource itself down to the direct parent. */
  readonly parents: readonly {
    readonly path: string;
    readonly node: YamlNode;
    readonly field: FieldSchema;
  }[];
}
