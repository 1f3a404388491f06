/** `textDocument/codeAction`: the fixes of the findings at a place, and ways to silence and to understand them. */

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import { append } from '../../base/append.ts';
import { canonicalUri } from '../../base/canonical-uri.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import { findFinding } from '../../features/code-actions/find-finding.ts';
import { fixTogether, preferredFix } from '../../features/code-actions/fix-all.ts';
import { documentSuppression, lineSuppression } from '../../features/code-actions/suppression-edit.ts';
import type { OfferedFix } from '../../rules/offer-fixes.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { diagnosticData, readDiagnosticData, SOURCE } from '../diagnostics/to-diagnostic.ts';
import { OPEN_DOCUMENTATION } from '../protocol.ts';
import { FIX_ALL_KIND } from '../server-capabilities.ts';
import type { Session } from '../session.ts';
import { fixRuleActions } from './fix-rule-actions.ts';
import { fixesOf } from './fixes-of.ts';
import { folderSuppression } from './folder-suppression.ts';
import type { ActionData } from './resolve-code-action.ts';
import { toWorkspaceEdit } from './to-workspace-edit.ts';

export function toCodeActions(session: Session, params: CodeActionParams): CodeAction[] {
  const uri = canonicalUri(params.textDocument.uri);
  const { only, diagnostics } = params.context;
  const snapshot = session.snapshot;
  const actions: CodeAction[] = [];
  // Editors ask for actions on a whole source only by naming their kind.
  if (only !== undefined && isWanted(FIX_ALL_KIND, only)) append(actions, fixAll(session, snapshot, uri));
  if (only !== undefined && !isWanted(CodeActionKind.QuickFix, only)) return actions;
  const range = session.positions(uri).offsetsOf(params.range);
  for (const finding of findingsAt(session, snapshot, { uri, range, diagnostics })) {
    const shown = shownAs(session, finding, diagnostics);
    const fixes = fixesOf(session, snapshot, finding);
    append(actions, fixActions(session, finding, fixes, shown));
    append(actions, fixRuleActions(session, finding, fixes, shown));
    append(actions, silencingActions(session, snapshot, finding, shown));
    append(actions, documentationActions(session, finding, shown));
  }
  return actions;
}

function isWanted(kind: CodeActionKind, only: readonly CodeActionKind[]): boolean {
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

interface ActionPlace {
  readonly uri: string;
  readonly range: OffsetRange;
  readonly diagnostics: readonly Diagnostic[];
}

/** Findings that the range touches, and those that the client names although the text has moved. */
function findingsAt(
  session: Session,
  snapshot: Snapshot,
  { uri, range, diagnostics }: ActionPlace,
): ReadonlySet<PublishedFinding> {
  // While files are being read, what is not found may still come: only what the client shows is certain.
  const certain = session.isIndexing ? [] : snapshot.findings(uri);
  const touched = certain.filter(
    (finding) => finding.range.start <= range.end && range.start <= finding.range.end,
  );
  const named = diagnostics.flatMap((diagnostic) => {
    const data = diagnostic.source === SOURCE ? readDiagnosticData(diagnostic.data) : undefined;
    if (data === undefined) return [];
    const start = session.positions(uri).offsetAt(diagnostic.range.start);
    const isThere = touched.some((finding) => isSameProblem(finding, data));
    return isThere ? [] : (findFinding(snapshot, uri, data, start) ?? []);
  });
  return new Set([...touched, ...named]);
}

function isSameProblem(
  finding: PublishedFinding,
  data: { readonly rule: string; readonly path: string },
): boolean {
  return finding.rule === data.rule && finding.path === data.path;
}

/** The client's own diagnostics for a finding. */
function shownAs(
  session: Session,
  finding: PublishedFinding,
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  const { start } = session.positions(finding.uri).rangeAt(finding.range);
  return diagnostics.filter(
    ({ source, code, range }) =>
      source === SOURCE &&
      code === finding.rule &&
      range.start.line === start.line &&
      range.start.character === start.character,
  );
}

function fixActions(
  session: Session,
  finding: PublishedFinding,
  fixes: readonly OfferedFix[],
  diagnostics: Diagnostic[],
): CodeAction[] {
  const best = preferredFix(fixes);
  return fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    ...(fix === best && { isPreferred: true }),
    ...(session.features.resolvesEdits
      ? { data: actionData(finding, fix) }
      : { edit: toWorkspaceEdit(session, fix.change) }),
  }));
}

function actionData(finding: PublishedFinding, fix: OfferedFix): ActionData {
  return {
    uri: finding.uri,
    start: finding.range.start,
    finding: diagnosticData(finding),
    fix: fix.id,
  };
}

function fixAll(session: Session, snapshot: Snapshot, uri: string): CodeAction[] {
  const { edits } = fixTogether(snapshot.findings(uri), (finding) =>
    fixesOf(session, snapshot, finding).find(({ isSafe, change }) => isSafe && staysIn(uri, change)),
  );
  if (edits.size === 0) return [];
  return [
    {
      title: 'Apply all safe fixes of Meshwright',
      kind: FIX_ALL_KIND,
      edit: toWorkspaceEdit(session, { edits }),
    },
  ];
}

/** A source action changes its own document only. */
function staysIn(uri: string, { edits, created }: OfferedFix['change']): boolean {
  return created.size === 0 && [...edits.keys()].every((file) => file === uri);
}

function silencingActions(
  session: Session,
  snapshot: Snapshot,
  finding: PublishedFinding,
  diagnostics: Diagnostic[],
): CodeAction[] {
  const comment = (edit: TextEdit | undefined) =>
    edit && toWorkspaceEdit(session, { edits: new Map([[finding.uri, [edit]]]) });
  const inFolder = folderSuppression(session, finding);
  const ways = [
    { title: `Ignore "${finding.rule}" here`, edit: comment(lineSuppression(snapshot, finding)) },
    {
      title: `Ignore "${finding.rule}" in this document`,
      edit: comment(documentSuppression(snapshot, finding)),
    },
    {
      title: `Ignore "${finding.rule}" in folder "${inFolder?.folder}" (meshwright.json)`,
      edit: inFolder?.edit,
    },
  ];
  return ways.flatMap(({ title, edit }) =>
    edit === undefined ? [] : [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit }],
  );
}

function documentationActions(
  session: Session,
  { rule }: PublishedFinding,
  diagnostics: Diagnostic[],
): CodeAction[] {
  if (!session.features.showsDocuments) return [];
  const title = `Open the documentation of "${rule}"`;
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      command: { title, command: OPEN_DOCUMENTATION, arguments: [rule] },
    },
  ];
}
