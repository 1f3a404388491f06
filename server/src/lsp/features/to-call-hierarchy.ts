/** `textDocument/prepareCallHierarchy` and its two directions. An item's data says which object it is. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import {
  type HierarchyItem,
  incomingCalls,
  outgoingCalls,
  prepareHierarchy,
} from '../../features/navigation/call-hierarchy.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Session } from '../session.ts';

export function toPreparedHierarchy(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): CallHierarchyItem[] | null {
  const uri = canonicalUri(textDocument.uri);
  const offset = session.positions(uri).offsetAt(position);
  const items = prepareHierarchy(session.snapshot, uri, offset).map((item) => toItem(session, item));
  return items.length === 0 ? null : items;
}

export function toIncomingCalls(session: Session, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const resource = resourceOf(session, item);
  if (resource === undefined) return [];
  return incomingCalls(session.snapshot, resource).map((call) => ({
    from: toItem(session, call.item),
    fromRanges: toRanges(session, call.item.uri, call.ranges),
  }));
}

export function toOutgoingCalls(session: Session, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const resource = resourceOf(session, item);
  if (resource === undefined) return [];
  return outgoingCalls(session.snapshot, resource).map((call) => ({
    to: toItem(session, call.item),
    fromRanges: toRanges(session, canonicalUri(item.uri), call.ranges),
  }));
}

function toRanges(session: Session, uri: string, ranges: readonly OffsetRange[]) {
  const positions = session.positions(uri);
  return ranges.map((range) => positions.rangeAt(range));
}

function toItem(
  session: Session,
  { name, detail, uri, range, selectionRange, resource }: HierarchyItem,
): CallHierarchyItem {
  const positions = session.positions(uri);
  return {
    name,
    detail,
    kind: SymbolKind.Class,
    uri: session.clientUri(uri),
    range: positions.rangeAt(range),
    selectionRange: positions.rangeAt(selectionRange),
    data: resource.key,
  };
}

/** The object may have gone since the item was handed out. */
function resourceOf(session: Session, { uri, data }: CallHierarchyItem): ResourceRef | undefined {
  const slots = session.snapshot.resources(canonicalUri(uri));
  return slots.find(({ key }) => key === data);
}
