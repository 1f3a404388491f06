/** `codeAction/resolve`: makes the edit of a fix from what the action carries and from the text as it is now. */
import type { CodeAction } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { type DiagnosticData, readDiagnosticData } from '../diagnostics/to-diagnostic.ts';
import type { Session } from '../session.ts';
import { findFinding } from './find-finding.ts';
import { fixesOf } from './fixes-of.ts';
import { fileEdits, toWorkspaceEdit } from './to-workspace-edit.ts';

export interface ActionData {
  readonly uri: string;
  /** Where the finding stood, a file offset. */
  readonly start: number;
  readonly finding: DiagnosticData;
  /** Key of the fix in its rule, and its title when there are several. */
  readonly fix: string;
  readonly title: string;
}

/** The action without an edit when its finding is gone, or when its data is none of ours. */
export function resolveCodeAction(session: Session, action: CodeAction): CodeAction {
  const data = readActionData(action.data);
  if (data === undefined) return action;
  const snapshot = session.snapshot;
  const finding = findFinding(snapshot, canonicalUri(data.uri), data.finding, data.start);
  const fix =
    finding &&
    fixesOf(session, snapshot, finding).find(({ key, title }) => key === data.fix && title === data.title);
  if (fix === undefined) return action;
  return { ...action, edit: toWorkspaceEdit(session, fileEdits(snapshot, fix)) };
}

function readActionData(value: unknown): ActionData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, start, finding, fix, title } = value as Partial<Record<keyof ActionData, unknown>>;
  const data = readDiagnosticData(finding);
  if (typeof uri !== 'string' || typeof start !== 'number' || data === undefined) return undefined;
  if (typeof fix !== 'string' || typeof title !== 'string') return undefined;
  return { uri, start, finding: data, fix, title };
}
