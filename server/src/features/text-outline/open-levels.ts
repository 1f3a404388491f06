/** The maps and lists that are open while the lines of a document are read from top to bottom. */
import { MAX_DEPTH } from '../../yaml/limits.ts';
import type {
  Frame,
  OutlineEntry,
  OutlineItem,
  OutlineMap,
  OutlineNode,
  OutlineScalar,
  OutlineSeq,
} from './outline.ts';

type Level =
  | { readonly node: OutlineMap; entry: OutlineEntry | undefined }
  | { readonly node: OutlineSeq; item: OutlineItem | undefined };

export class OpenLevels {
  root: OutlineNode | undefined;
  readonly #levels: Level[] = [];

  /** Deeper text under a scalar that began on an earlier line. */
  isContinuation(column: number): boolean {
    const top = this.#levels.at(-1);
    if (top === undefined || top.node.column >= column) return false;
    const value = 'entry' in top ? top.entry?.value : top.item?.value;
    return value?.kind === 'scalar';
  }

  parentColumn(): number {
    return this.#levels.at(-1)?.node.column ?? -1;
  }

  popDeeper(column: number): void {
    while (this.parentColumn() > column) this.#levels.pop();
  }

  dash(column: number): void {
    this.popDeeper(column);
    const top = this.#levels.at(-1);
    if (top?.node.kind === 'seq' && top.node.column === column && 'item' in top) {
      top.item = { value: undefined };
      top.node.items.push(top.item);
      return;
    }
    const item: OutlineItem = { value: undefined };
    const node: OutlineSeq = { kind: 'seq', isFlow: false, column, items: [item] };
    this.setValue(node);
    this.#push({ node, item });
  }

  addEntry(entry: OutlineEntry, column: number): void {
    this.popDeeper(column);
    // A key beside the dashes ends a list that is not indented below its own key.
    if (this.#levels.at(-1)?.node.kind === 'seq' && this.parentColumn() === column) this.#levels.pop();
    const top = this.#levels.at(-1);
    if (top !== undefined && 'entry' in top && (top.node.column === column || this.#isMisaligned(top))) {
      top.entry = entry;
      top.node.entries.push(entry);
      return;
    }
    const node: OutlineMap = { kind: 'map', isFlow: false, column, entries: [entry] };
    this.setValue(node);
    this.#push({ node, entry });
  }

  /** A scalar ends its entry, so a deeper key can only be one that slipped to the right. */
  #isMisaligned(top: Level): boolean {
    return 'entry' in top && top.entry?.value?.kind === 'scalar' && top.entry.hasColon;
  }

  /** Gives the innermost entry or item its value; members of a value that is there already are joined to it. */
  setValue(node: OutlineNode): void {
    const top = this.#levels.at(-1);
    if (top === undefined) {
      this.root ??= node;
      return;
    }
    const holder = 'entry' in top ? top.entry : top.item;
    if (holder !== undefined) holder.value = node;
  }

  /** A scalar on its own: the key of an entry to be, or the value of what stands around it. */
  attach(node: OutlineScalar, column: number, isBehindDash: boolean): void {
    if (!isBehindDash) this.popDeeper(column);
    const top = this.#levels.at(-1);
    const beside = top?.node.kind === 'seq' && top.node.column === column ? this.#levels.at(-2) : top;
    const isKey =
      !isBehindDash &&
      (beside === undefined || (beside.node.kind === 'map' && beside.node.column === column));
    if (isKey) this.addEntry({ key: node, hasColon: false, value: undefined }, column);
    else if (isBehindDash || this.isFree()) this.setValue(node);
  }

  /** True when nothing stands yet where a node on its own would go. */
  isFree(): boolean {
    const top = this.#levels.at(-1);
    if (top === undefined) return true;
    return ('entry' in top ? top.entry?.value : top.item?.value) === undefined;
  }

  /** Text that nests deeper than any parser follows stays at the depth reached. */
  #push(level: Level): void {
    if (this.#levels.length < MAX_DEPTH) this.#levels.push(level);
  }

  frames(): Frame[] {
    return this.#levels.map(
      (level): Frame =>
        'entry' in level
          ? { node: level.node, step: level.entry?.key.text ?? '', entry: level.entry }
          : { node: level.node, step: level.node.items.length - 1, item: level.item },
    );
  }
}
