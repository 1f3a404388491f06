/** Requests behind commands of the client's palette: patterns, rules, safe fixes of a file or folder, a full check. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import { offeredPatterns } from '../features/completion/patterns/offered-patterns.ts';
import { docsUrl } from '../rules/docs-url.ts';
import { RULES as ALL_RULES, TEXT_RULES } from '../rules/registry.generated.ts';
import { fixAllEdits } from './code-actions/fix-all-edits.ts';
import { fixesOf } from './code-actions/fixes-of.ts';
import { toWorkspaceEdit } from './code-actions/to-workspace-edit.ts';
import { guard } from './guard.ts';
import {
  CHECK_FOLDER,
  FIX_ALL,
  type FixAllParams,
  type FixAllResult,
  PATTERNS,
  type PatternsParams,
  type PatternsResult,
  RULES,
  type RulesResult,
  type WorkspaceStatus,
} from './protocol.ts';
import type { Session } from './session.ts';
import { workspaceStatus } from './status.ts';

export function handlePalette(connection: Connection, session: Session): void {
  const { log } = session;
  connection.onRequest(
    PATTERNS,
    guard(PATTERNS, log, { patterns: [] }, async ({ uri }: PatternsParams): Promise<PatternsResult> => {
      await session.settle();
      return { patterns: offeredPatterns(session.snapshot, canonicalUri(uri)) };
    }),
  );
  connection.onRequest<RulesResult, never>(
    RULES,
    guard(RULES, log, { rules: [] }, (_: NoParams): RulesResult => ({ rules: knownRules() })),
  );
  connection.onRequest(
    FIX_ALL,
    guard(FIX_ALL, log, NOTHING, async (params: FixAllParams) => {
      await session.settle();
      return fixAll(session, params);
    }),
  );
  connection.onRequest<WorkspaceStatus | null, never>(
    CHECK_FOLDER,
    guard<object, WorkspaceStatus | null>(CHECK_FOLDER, log, null, async (_: NoParams) => {
      await session.settle();
      return workspaceStatus(session);
    }),
  );
}

/** The protocol's library calls handlers without parameters otherwise. */
type NoParams = object;

const NOTHING: FixAllResult = { edit: {}, files: 0, fixes: 0 };

function knownRules(): RulesResult['rules'] {
  return [...ALL_RULES, ...TEXT_RULES].map(({ id, title, severity }) => ({
    id,
    title,
    severity,
    url: docsUrl(id),
  }));
}

function fixAll(session: Session, params: FixAllParams): FixAllResult {
  const { snapshot } = session;
  const edits = new Map(
    urisOf(session, params)
      .map(
        (uri) => [uri, fixAllEdits(snapshot, uri, (finding) => fixesOf(session, snapshot, finding))] as const,
      )
      .filter(([, list]) => list.length > 0),
  );
  if (edits.size === 0) return NOTHING;
  const fixes = [...edits.values()].reduce((sum, list) => sum + list.length, 0);
  return { edit: toWorkspaceEdit(session, { edits }), files: edits.size, fixes };
}

function urisOf({ snapshot }: Session, params: FixAllParams): readonly string[] {
  if ('uri' in params) return [canonicalUri(params.uri)];
  const below = `${canonicalUri(params.folder)}/`;
  return snapshot.uris().filter((uri) => uri.startsWith(below));
}
