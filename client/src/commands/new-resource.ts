/**
 * "New resource…": from what it is for, by way of a service of the workspace and a few questions, to files that are shown
 * before they are written. The server knows all of it; here is only the asking.
 */
import {
  type Disposable,
  l10n,
  type QuickPickItem,
  QuickPickItemKind,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import {
  NEW_RESOURCE,
  type NewResourceParams,
  type NewResourceResult,
} from '../../../server/src/lsp/wizard-protocol.ts';
import type { CommandContext } from './command-context.ts';
import { chooseFolder } from './fix-all.ts';

export const NEW_RESOURCE_COMMAND = 'meshwright.newResource';

const SCHEME = 'meshwright-new';
const TITLE = l10n.t('New resource');

type Answers = NewResourceParams['answers'];
type Ask = (answers: Answers) => Promise<NewResourceResult>;

/** `target`: the folder of the context menu. */
export async function newResource(
  { server }: Pick<CommandContext, 'server'>,
  target?: unknown,
): Promise<void> {
  const folder = await folderOf(target);
  const client = folder === undefined ? undefined : await server.client();
  if (folder === undefined || client === undefined) return;
  const params = { folder: folder.toString() };
  const ask: Ask = (answers) => client.sendRequest<NewResourceResult>(NEW_RESOURCE, { ...params, answers });
  const answers = await askAll(ask);
  if (answers === undefined) return;
  const { files, problems } = await ask(answers);
  if (files.length === 0) {
    window.showErrorMessage(l10n.t('Nothing was created: {0}', problems.join(' · ')));
    return;
  }
  if (!(await isConfirmed(folder, files, problems))) return;
  await write(folder, files);
}

async function folderOf(target: unknown): Promise<Uri | undefined> {
  if (target instanceof Uri) return target;
  const active = window.activeTextEditor?.document;
  const isInFolder =
    active !== undefined && !active.isUntitled && workspace.getWorkspaceFolder(active.uri) !== undefined;
  return isInFolder ? Uri.joinPath(active.uri, '..') : chooseFolder();
}

/** Undefined: called off. */
async function askAll(ask: Ask): Promise<Answers | undefined> {
  const { patterns } = await ask({});
  const pattern = await pick(byPurpose(patterns), l10n.t('What is it for?'));
  if (pattern === undefined) return undefined;
  const { services } = await ask({ pattern: pattern.id });
  const service = services.length === 0 ? { id: '' } : await pickService(services);
  if (service === undefined) return undefined;
  const chosen = { pattern: pattern.id, ...(service.id !== '' && { service: service.id }) };
  const { questions, extras } = await ask(chosen);
  const values = new Map<string, string>();
  for (const question of questions) {
    const value = await answer(question);
    if (value === undefined) return undefined;
    values.set(question.id, value);
  }
  const wanted = extras.length === 0 ? [] : await pickExtras(extras);
  return wanted && { ...chosen, values: Object.fromEntries(values), extras: wanted.map(({ id }) => id) };
}

type Choice = NewResourceResult['patterns'][number];
type Row = QuickPickItem & { readonly id: string };

function toRow({ id, label, context, about }: Choice, shown = context): Row {
  return { id, label, description: shown, detail: about };
}

function byPurpose(patterns: readonly Choice[]): readonly (Row | QuickPickItem)[] {
  return patterns.flatMap((pattern, at) => {
    const isFirst = patterns[at - 1]?.context !== pattern.context;
    const row = toRow(pattern, '');
    return isFirst ? [{ label: pattern.context, kind: QuickPickItemKind.Separator }, row] : [row];
  });
}

function pickService(services: readonly Choice[]): Promise<Row | undefined> {
  const other = { id: '', label: l10n.t('Another service'), detail: l10n.t('Its name is asked for') };
  return pick([...services.map((service) => toRow(service)), other], l10n.t('For which service?'));
}

async function pick(rows: readonly (Row | QuickPickItem)[], placeHolder: string): Promise<Row | undefined> {
  const options = {
    title: TITLE,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  };
  const chosen = await window.showQuickPick([...rows], options);
  return chosen !== undefined && 'id' in chosen ? chosen : undefined;
}

async function pickExtras(extras: readonly Choice[]): Promise<readonly Row[] | undefined> {
  const placeHolder = l10n.t('Security and telemetry that belong to it');
  return window.showQuickPick(
    extras.map((extra) => toRow(extra)),
    { title: TITLE, placeHolder, canPickMany: true, ignoreFocusOut: true },
  );
}

async function answer({
  label,
  value,
  choices,
  isOpen,
  isName,
}: NewResourceResult['questions'][number]): Promise<string | undefined> {
  if (choices.length > 0) {
    const other = l10n.t('Another name…');
    const rows = isOpen ? [...choices, other] : [...choices];
    const options = { title: TITLE, placeHolder: label, ignoreFocusOut: true };
    const chosen = await window.showQuickPick(rows, options);
    if (chosen !== other || !isOpen) return chosen;
  }
  return window.showInputBox({
    title: TITLE,
    prompt: label,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return l10n.t('It must not be empty');
      return isName && !NAME.test(text)
        ? l10n.t(
            'A name has lower-case letters, digits, "-" and ".", and begins and ends with a letter or digit',
          )
        : undefined;
    },
  });
}

/** What the server takes as a name. */
const NAME = /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/** Shows the files as one read-only document, and asks. */
async function isConfirmed(
  folder: Uri,
  files: NewResourceResult['files'],
  problems: readonly string[],
): Promise<boolean> {
  const text = files.map(({ name, text: content }) => `# ${name}\n---\n${content}`).join('---\n');
  const served: Disposable = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: () => text,
  });
  try {
    const page = Uri.from({ scheme: SCHEME, path: `/${l10n.t('Preview')}.yaml` });
    await window.showTextDocument(page, { preview: true });
    const names = files.map(({ name }) => workspace.asRelativePath(Uri.joinPath(folder, name)));
    const create: QuickPickItem = {
      label: files.length === 1 ? l10n.t('Create the file') : l10n.t('Create {0} files', files.length),
      description: names.join(', '),
      ...(problems.length > 0 && { detail: `$(warning) ${problems.join(' · ')}` }),
    };
    const cancel = { label: l10n.t('Cancel') };
    const options = {
      title: TITLE,
      placeHolder: l10n.t('Shown as they would be written'),
      ignoreFocusOut: true,
    };
    return (await window.showQuickPick([create, cancel], options)) === create;
  } finally {
    served.dispose();
  }
}

/** As one change, which one undo takes back. Files that are there already are left alone. */
async function write(folder: Uri, files: NewResourceResult['files']): Promise<void> {
  const edit = new WorkspaceEdit();
  const encoder = new TextEncoder();
  for (const { name, text } of files) {
    edit.createFile(Uri.joinPath(folder, name), { contents: encoder.encode(text), ignoreIfExists: true });
  }
  if (!(await workspace.applyEdit(edit))) {
    window.showErrorMessage(
      l10n.t('The files could not be created in {0}.', workspace.asRelativePath(folder)),
    );
    return;
  }
  const [first] = files;
  if (first !== undefined)
    await window.showTextDocument(Uri.joinPath(folder, first.name), { preview: false });
  const message =
    files.length === 1 ? l10n.t('1 file was created') : l10n.t('{0} files were created', files.length);
  window.setStatusBarMessage(message, 5000);
}
