/** "Fix all of this rule": in a file as an edit, in a folder as a command that shows their number first. */
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  type ExecuteCommandParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { canonicalUri, isBelow } from '../../base/canonical-uri.ts';
import { preferredFix } from '../../features/code-actions/fix-all.ts';
import { fixRule, hasMore } from '../../features/code-actions/fix-rule.ts';
import type { OfferedFix } from '../../rules/offer-fixes.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import { FIX_RULE_IN_FOLDER } from '../protocol.ts';
import type { Session } from '../session.ts';
import { fixesOf } from './fixes-of.ts';
import { toWorkspaceEdit } from './to-workspace-edit.ts';

/** What an action carries until it is asked for its edit. */
export interface FixRuleData {
  readonly uri: string;
  readonly fixAllOf: string;
}

/** Nothing where the finding is the only one, or several ways out of it are equally likely. */
export function fixRuleActions(
  session: Session,
  finding: PublishedFinding,
  fixes: readonly OfferedFix[],
  diagnostics: Diagnostic[],
): CodeAction[] {
  if (preferredFix(fixes) === undefined || session.isIndexing) return [];
  return [...inFile(session, finding, diagnostics), ...inFolder(session, finding, diagnostics)];
}

function inFile(session: Session, finding: PublishedFinding, diagnostics: Diagnostic[]): CodeAction[] {
  const { uri, rule } = finding;
  const { snapshot } = session;
  if (!hasMore(snapshot, { uris: [uri], finding }, (each) => fixesOf(session, snapshot, each))) return [];
  const data: FixRuleData = { uri, fixAllOf: rule };
  const edit = session.features.resolvesEdits ? undefined : fixRuleEdit(session, data);
  return [
    {
      title: `Fix all "${rule}" in this file`,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      ...(edit === undefined ? { data } : { edit }),
    },
  ];
}

/** Of the findings of one file, wherever their fixes change something. */
export function fixRuleEdit(session: Session, { uri, fixAllOf }: FixRuleData): WorkspaceEdit | undefined {
  const { snapshot } = session;
  const change = fixRule(snapshot, [canonicalUri(uri)], fixAllOf, (each) => fixesOf(session, snapshot, each));
  return change.made.length === 0 ? undefined : toWorkspaceEdit(session, change);
}

export function readFixRuleData(value: unknown): FixRuleData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, fixAllOf } = value as Partial<Record<keyof FixRuleData, unknown>>;
  return typeof uri === 'string' && typeof fixAllOf === 'string' ? { uri, fixAllOf } : undefined;
}

function inFolder(session: Session, finding: PublishedFinding, diagnostics: Diagnostic[]): CodeAction[] {
  const { uri, rule } = finding;
  const { snapshot, features } = session;
  const project = session.folders.folderOf(uri)?.project;
  if (project === undefined || !features.appliesEdits) return [];
  const all = snapshot.uris().filter((each) => each !== uri && isBelow(each, project.uri));
  const near = aroundPlace(all, uri);
  if (!hasMore(snapshot, { uris: near, finding }, (each) => fixesOf(session, snapshot, each))) return [];
  const title = `Fix all "${rule}" in folder "${project.name}"…`;
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      command: { title, command: FIX_RULE_IN_FOLDER, arguments: [rule, project.uri] },
    },
  ];
}

/** Looking through thousands of files for another finding is no work for a light bulb. */
const MOST_FILES = 400;

/** The files that stand nearest to one in a sorted list. */
function aroundPlace(uris: readonly string[], uri: string): readonly string[] {
  const sorted = [...uris].sort();
  const at = sorted.findIndex((each) => each > uri);
  const from = Math.max(0, (at < 0 ? sorted.length : at) - MOST_FILES / 2);
  return sorted.slice(from, from + MOST_FILES);
}

/** Nothing is changed before a person has agreed to the number; nothing is saved. */
export async function fixRuleInFolder(
  connection: Pick<Connection, 'window' | 'workspace'>,
  session: Session,
  { arguments: args = [] }: ExecuteCommandParams,
): Promise<null> {
  const [rule, folder] = args as readonly unknown[];
  if (typeof rule !== 'string' || typeof folder !== 'string') return null;
  const before = changeIn(session, rule, folder);
  if (before.made.length === 0) {
    connection.window.showInformationMessage(`There is nothing to fix of "${rule}".`);
    return null;
  }
  const files = before.edits.size + before.created.size;
  const go = { title: 'Apply' };
  const answer = await connection.window.showInformationMessage(
    `Fixes of "${rule}": ${before.made.length}, in files: ${files}. They are applied to the editors; nothing is saved.`,
    go,
  );
  if (answer?.title !== go.title) return null;
  await session.settle();
  const edit = toWorkspaceEdit(session, changeIn(session, rule, folder));
  const { applied } = await connection.workspace.applyEdit({ label: `Fix all "${rule}"`, edit });
  if (!applied) {
    connection.window.showInformationMessage('The text has changed meanwhile; nothing was done.');
  }
  return null;
}

/** Fixes that change files of the folder only. */
function changeIn(session: Session, rule: string, folder: string) {
  const { snapshot } = session;
  const inside = canonicalUri(folder);
  const uris = snapshot.uris().filter((uri) => isBelow(uri, inside));
  return fixRule(snapshot, uris, rule, (finding) =>
    fixesOf(session, snapshot, finding).filter(({ change: { edits, created } }) =>
      [...edits.keys(), ...created.keys()].every((uri) => isBelow(uri, inside)),
    ),
  );
}
