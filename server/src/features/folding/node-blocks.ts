/** Blocks of a document as its nodes have them. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { itemStart } from '../item-start.ts';

export interface NodeBlock {
  readonly range: OffsetRange;
  readonly node: YamlNode;
}

/** Pairs and items of a node, outer ones first; offsets count from the start of the text. */
export function* nodeBlocks(node: YamlNode, text: string): Generator<NodeBlock> {
  if (node.kind === 'seq') {
    for (const { value, via } of node.items) {
      if (via !== undefined) continue;
      const start = node.flow ? value.start : itemStart(text, value.start);
      yield { range: { start, end: value.end }, node: value };
      yield* nodeBlocks(value, text);
    }
  } else if (node.kind === 'map') {
    for (const { key, value, via, merged } of node.entries) {
      if (via !== undefined || merged === true) continue;
      yield { range: { start: key.start, end: value.end }, node: value };
      yield* nodeBlocks(value, text);
    }
  }
}
