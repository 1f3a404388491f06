/** Whether a document indents the items of a list below its key: what most of its lists do stays. */
import type { YamlNode } from '../../yaml/node.ts';

export function isSequenceIndented(text: string, root: YamlNode | undefined): boolean {
  let balance = 0;
  const open = root === undefined ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar' || node.flow) continue;
    if (node.kind === 'seq') {
      for (const { value, via } of node.items) if (via === undefined) open.push(value);
      continue;
    }
    for (const { key, value, via, merged } of node.entries) {
      if (via !== undefined || merged === true) continue;
      open.push(value);
      if (value.kind !== 'seq' || value.flow) continue;
      balance += column(text, value.start) > column(text, key.start) ? 1 : -1;
    }
  }
  return balance >= 0;
}

function column(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
