/** Requests behind commands of the client's palette: patterns, rules, safe fixes of a file or folder, a full check. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import { fixTogether } from '../features/code-actions/fix-all.ts';
import { offeredPatterns } from '../features/completion/patterns/offered-patterns.ts';
import { wizard } from '../features/new-resource/wizard.ts';
import { docsUrl } from '../rules/docs-url.ts';
import { RULES as ALL_RULES, TEXT_RULES } from '../rules/registry.generated.ts';
import { fixesOf } from './code-actions/fixes-of.ts';
import { toWorkspaceEdit } from './code-actions/to-workspace-edit.ts';
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
import { request } from './request.ts';
import type { Session } from './session.ts';
import { workspaceStatus } from './status.ts';
import { NEW_RESOURCE, type NewResourceParams, type NewResourceResult } from './wizard-protocol.ts';

export function handlePalette(connection: Connection, session: Session): void {
  connection.onRequest(
    PATTERNS,
    request(
      session,
      { method: PATTERNS, waitsFor: 'mesh', neutral: { patterns: [] } },
      ({ uri }: PatternsParams): PatternsResult => ({
        patterns: offeredPatterns(session.snapshot, canonicalUri(uri)),
      }),
    ),
  );
  connection.onRequest<NewResourceResult, never>(
    NEW_RESOURCE,
    request(
      session,
      { method: NEW_RESOURCE, waitsFor: 'mesh', neutral: NO_STATE },
      ({ folder, answers }: NewResourceParams): NewResourceResult =>
        wizard(session.snapshot, `${canonicalUri(folder).replace(/\/$/, '')}/`, answers),
    ),
  );
  connection.onRequest<RulesResult, never>(
    RULES,
    request(
      session,
      { method: RULES, waitsFor: 'nothing', neutral: { rules: [] } },
      (_: NoParams): RulesResult => ({ rules: knownRules() }),
    ),
  );
  connection.onRequest(
    FIX_ALL,
    request(session, { method: FIX_ALL, waitsFor: 'mesh', neutral: NOTHING }, (params: FixAllParams) =>
      fixAll(session, params),
    ),
  );
  connection.onRequest<WorkspaceStatus | null, never>(
    CHECK_FOLDER,
    request<object, WorkspaceStatus | null>(
      session,
      { method: CHECK_FOLDER, waitsFor: 'mesh', neutral: null },
      (_: NoParams) => workspaceStatus(session),
    ),
  );
}

/** The protocol's library calls handlers without parameters otherwise. */
type NoParams = object;

const NO_STATE: NewResourceResult = {
  patterns: [],
  services: [],
  questions: [],
  extras: [],
  files: [],
  problems: [],
};

const NOTHING: FixAllResult = { edit: {}, files: 0, fixes: 0 };

function knownRules(): RulesResult['rules'] {
  return [...ALL_RULES, ...TEXT_RULES].map(({ id, title, severity }) => ({
    id,
    title,
    severity,
    url: docsUrl(id),
  }));
}

/** Of a file its own changes only; of a folder those inside it. */
function fixAll(session: Session, params: FixAllParams): FixAllResult {
  const { snapshot } = session;
  const uris = new Set(urisOf(session, params));
  const findings = [...uris].flatMap((uri) => snapshot.findings(uri));
  const { edits, made } = fixTogether(findings, (finding) =>
    fixesOf(session, snapshot, finding).find(
      ({ isSafe, change }) =>
        isSafe && change.created.size === 0 && [...change.edits.keys()].every((uri) => uris.has(uri)),
    ),
  );
  if (edits.size === 0) return NOTHING;
  return { edit: toWorkspaceEdit(session, { edits }), files: edits.size, fixes: made.length };
}

function urisOf({ snapshot }: Session, params: FixAllParams): readonly string[] {
  if ('uri' in params) return [canonicalUri(params.uri)];
  const below = `${canonicalUri(params.folder)}/`;
  return snapshot.uris().filter((uri) => uri.startsWith(below));
}
