/** "Ignore in this folder": an entry in `meshwright.json`, which is made when there is none. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import { applyEdits, type TextEdit } from '../../base/text-edit.ts';
import { isPathGlob } from '../../primitives/path-glob.ts';
import { pathInside } from '../../project/project-config.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import { parseYamlFile } from '../../yaml/parse-file.ts';
import { append } from '../../yaml/plan/operation.ts';
import { planEdits } from '../../yaml/plan/plan-edits.ts';
import { nodeToJson } from '../../yaml/to-json.ts';
import { Positions } from '../positions.ts';
import type { Session } from '../session.ts';

export interface FolderSuppression {
  /** Decoded, from the folder of the configuration; `.` for that itself. */
  readonly folder: string;
  readonly edit: WorkspaceEdit;
}

/** Undefined where there is no project, or its configuration cannot be changed. */
export function folderSuppression(
  session: Session,
  { uri, rule }: Pick<PublishedFinding, 'uri' | 'rule'>,
): FolderSuppression | undefined {
  const project = session.folders.folderOf(uri)?.project;
  const path = project && pathInside(project.config, uri);
  if (project === undefined || path === undefined) return undefined;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  // A name with a star in it would stand for others, too.
  if (folder !== '' && (!isPathGlob(folder) || folder.includes('*'))) return undefined;
  const entry = { rules: [rule], files: [folder === '' ? '**' : folder], reason: '' };
  const { configUri, config } = project;
  const text = session.buffers.get(configUri)?.text ?? session.snapshot.file(configUri)?.text ?? config.text;
  const edit =
    text === undefined
      ? newFile(session, configUri, `${JSON.stringify({ suppressions: [entry] }, null, 2)}\n`)
      : changedFile(session, configUri, text, entry);
  return edit && { folder: folder === '' ? '.' : folder, edit };
}

type Entry = Readonly<Record<string, string | readonly string[]>>;

function newFile(session: Session, uri: string, text: string): WorkspaceEdit | undefined {
  if (!session.features.createsFiles) return undefined;
  const start = { line: 0, character: 0 };
  const textDocument = { uri: session.clientUri(uri), version: null };
  return {
    documentChanges: [
      { kind: 'create', uri: session.clientUri(uri) },
      { textDocument, edits: [{ range: { start, end: start }, newText: text }] },
    ],
  };
}

function changedFile(session: Session, uri: string, text: string, entry: Entry): WorkspaceEdit | undefined {
  const edits = entryEdits(text, entry);
  if (edits === undefined) return undefined;
  const positions = new Positions(text, session.features.encoding);
  const changes = edits.map(({ range, newText }) => ({ range: positions.rangeAt(range), newText }));
  if (!session.features.hasDocumentChanges) return { changes: { [session.clientUri(uri)]: changes } };
  const version = session.buffers.get(uri)?.version ?? null;
  return { documentChanges: [{ textDocument: { uri: session.clientUri(uri), version }, edits: changes }] };
}

/** Undefined where the text holds no object, or would not hold the entry afterwards. */
export function entryEdits(text: string, entry: Entry): readonly TextEdit[] | undefined {
  const [only, ...others] = parseYamlFile(text, READ).documents;
  if (only === undefined || others.length > 0) return undefined;
  const planned = planEdits(only.document, [append('suppressions', entry)]);
  if ('refused' in planned) return undefined;
  const edits = planned.edits.map(({ range: { start, end }, newText }) => ({
    range: { start: start + only.start, end: end + only.start },
    newText,
  }));
  const after = parseYamlFile(applyEdits(text, edits), READ).documents[0]?.document.root;
  const written = after && nodeToJson(after);
  return JSON.stringify(written)?.includes(JSON.stringify(entry)) === true ? edits : undefined;
}

const READ = { isOurs: () => true, explicit: true } as const;
