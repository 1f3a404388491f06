/** `textDocument/documentSymbol`. */
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { documentSymbols, type DocumentSymbol as Outline } from '../../features/document-symbols.ts';
import type { Positions } from '../positions.ts';
import type { Session } from '../session.ts';

const KINDS: Readonly<Record<Outline['kind'], SymbolKind>> = {
  resource: SymbolKind.Class,
  name: SymbolKind.Module,
  section: SymbolKind.Object,
  list: SymbolKind.Array,
  item: SymbolKind.Struct,
  value: SymbolKind.Property,
};

export function toDocumentSymbols(
  session: Session,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  const { hasSymbolTrees, showsFirstLines } = session.features;
  const options = { kindAroundName: hasSymbolTrees && showsFirstLines };
  const symbols = documentSymbols(session.snapshot, uri, options);
  if (hasSymbolTrees) return symbols.map((symbol) => toTree(symbol, positions));
  return symbols.flatMap((symbol) => toList(symbol, undefined, { uri: textDocument.uri, positions }));
}

function toTree(symbol: Outline, positions: Positions): DocumentSymbol {
  return {
    name: symbol.name,
    kind: KINDS[symbol.kind],
    range: positions.rangeAt(symbol.range),
    selectionRange: positions.rangeAt(symbol.selectionRange),
    children: symbol.children.map((child) => toTree(child, positions)),
    ...(symbol.detail !== undefined && { detail: symbol.detail }),
  };
}

function toList(
  { name, kind, range, children }: Outline,
  containerName: string | undefined,
  place: { readonly uri: string; readonly positions: Positions },
): SymbolInformation[] {
  const location = { uri: place.uri, range: place.positions.rangeAt(range) };
  return [
    { name, kind: KINDS[kind], location, ...(containerName !== undefined && { containerName }) },
    ...children.flatMap((child) => toList(child, name, place)),
  ];
}
