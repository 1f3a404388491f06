/** `codeAction/resolve`: makes the edit of a fix from what the action carries and from the text as it is now. */
import type { CodeAction } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { findFinding } from '../../features/code-actions/find-finding.ts';
import { type DiagnosticData, readDiagnosticData } from '../diagnostics/to-diagnostic.ts';
import type { Session } from '../session.ts';
import { fixRuleEdit, readFixRuleData } from './fix-rule-actions.ts';
import { fixesOf } from './fixes-of.ts';
import { toWorkspaceEdit } from './to-workspace-edit.ts';

export interface ActionData {
  readonly uri: string;
  /** Where the finding stood, a file offset. */
  readonly start: number;
  readonly finding: DiagnosticData;
  /** What tells the fix from the others of the finding. */
  readonly fix: string;
}

/** The action without an edit when its finding is gone, or when its data is none of ours. */
export function resolveCodeAction(session: Session, action: CodeAction): CodeAction {
  const ofRule = readFixRuleData(action.data);
  if (ofRule !== undefined) {
    const edit = fixRuleEdit(session, ofRule);
    return edit === undefined ? action : { ...action, edit };
  }
  const data = readActionData(action.data);
  if (data === undefined) return action;
  const snapshot = session.snapshot;
  const finding = findFinding(snapshot, canonicalUri(data.uri), data.finding, data.start);
  const fix = finding && fixesOf(session, snapshot, finding).find(({ id }) => id === data.fix);
  if (fix === undefined) return action;
  return { ...action, edit: toWorkspaceEdit(session, fix.change) };
}

function readActionData(value: unknown): ActionData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, start, finding, fix } = value as Partial<Record<keyof ActionData, unknown>>;
  const data = readDiagnosticData(finding);
  if (typeof uri !== 'string' || typeof start !== 'number' || data === undefined) return undefined;
  return typeof fix === 'string' ? { uri, start, finding: data, fix } : undefined;
}
