/** `textDocument/semanticTokens`: whole, in a range, and as the difference to what was sent before. */
import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensLegend,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import {
  semanticTokens,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
  type TokenType,
} from '../../features/semantic-tokens/semantic-tokens.ts';
import type { ClientFeatures } from '../client-features.ts';
import type { Session } from '../session.ts';

/** For clients that do not know our own types. */
const STANDARD_TYPES: Readonly<Record<TokenType, string>> = {
  meshHost: 'class',
  meshSubset: 'enumMember',
  meshReference: 'variable',
  meshDuration: 'number',
};

export function tokenLegend({ isOurs }: Pick<ClientFeatures, 'isOurs'>): SemanticTokensLegend {
  return {
    tokenTypes: TOKEN_TYPES.map((type) => (isOurs ? type : STANDARD_TYPES[type])),
    tokenModifiers: [...TOKEN_MODIFIERS],
  };
}

/** What was sent for each open document, for the differences. */
export class SentTokens {
  readonly #builders = new Map<string, SemanticTokensBuilder>();

  whole(session: Session, document: TextDocumentIdentifier): SemanticTokens {
    const uri = canonicalUri(document.uri);
    const builder = new SemanticTokensBuilder();
    this.#keep(session, uri, builder);
    fill(session, uri, builder, undefined);
    return builder.build();
  }

  difference(
    session: Session,
    document: TextDocumentIdentifier,
    previousResultId: string,
  ): SemanticTokens | SemanticTokensDelta {
    const uri = canonicalUri(document.uri);
    const builder = this.#builders.get(uri);
    if (builder === undefined) return this.whole(session, document);
    builder.previousResult(previousResultId);
    fill(session, uri, builder, undefined);
    return builder.buildEdits();
  }

  #keep(session: Session, uri: string, builder: SemanticTokensBuilder): void {
    for (const known of this.#builders.keys()) if (!session.buffers.has(known)) this.#builders.delete(known);
    this.#builders.set(uri, builder);
  }
}

export function tokensInRange(
  session: Session,
  document: TextDocumentIdentifier,
  range: Range,
): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  fill(session, canonicalUri(document.uri), builder, range);
  return builder.build();
}

function fill(session: Session, uri: string, builder: SemanticTokensBuilder, range: Range | undefined): void {
  const positions = session.positions(uri);
  const wanted = range && positions.offsetsOf(range);
  for (const token of semanticTokens(session.snapshot, uri, wanted)) {
    const { start, end } = positions.rangeAt(token.range);
    const modifiers = token.modifiers.reduce((bits, each) => bits | (1 << TOKEN_MODIFIERS.indexOf(each)), 0);
    builder.push(
      start.line,
      start.character,
      end.character - start.character,
      TOKEN_TYPES.indexOf(token.type),
      modifiers,
    );
  }
}
