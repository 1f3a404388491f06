/** The language status items: target release, world, findings, and what was not read. */
import {
  commands,
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  DOCUMENT_STATUS,
  type DocumentStatus,
  type DocumentStatusParams,
  type FindingCounts,
  STATUS,
  type WorkspaceStatus,
} from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { LanguageServer, ServerState } from '../language-server.ts';

/** In `when` clauses of the manifest: the active document is one of ours. */
const IS_OURS = 'meshwright.isOurs';

const LANGUAGES = ['yaml', 'helm', 'json', 'jsonc'];

interface Items {
  readonly target: LanguageStatusItem;
  readonly world: LanguageStatusItem;
  readonly checked: LanguageStatusItem;
  readonly findings: LanguageStatusItem;
}

/** The items follow the active document and each analysis. */
export function createStatusItems(server: LanguageServer): Disposable {
  const items = createItems();
  let client: BaseLanguageClient | undefined;
  let workspaceStatus: WorkspaceStatus | undefined;
  let asked = 0;

  const refresh = async () => {
    asked += 1;
    const turn = asked;
    const document = activeDocument();
    if (client?.isRunning() !== true || document === undefined) return;
    const params: DocumentStatusParams = { uri: document.uri.toString() };
    const status = await client.sendRequest<DocumentStatus>(DOCUMENT_STATUS, params).catch(() => undefined);
    // A newer question makes this answer old; none comes when the server stops meanwhile.
    if (turn !== asked || status === undefined) return;
    show(items, status, workspaceStatus);
    void commands.executeCommand('setContext', IS_OURS, status.isOurs);
  };
  return Disposable.from(
    ...Object.values(items),
    window.onDidChangeActiveTextEditor(() => void refresh()),
    server.onDidChangeState((state) => showState(items, state)),
    server.onDidCreate((starting) => {
      client = starting;
    }),
    server.hear(STATUS, (status: WorkspaceStatus) => {
      workspaceStatus = status;
      void refresh();
    }),
  );
}

function createItems(): Items {
  const create = (id: string, name: string) => {
    const item = languages.createLanguageStatusItem(`meshwright.${id}`, LANGUAGES);
    item.name = name;
    return item;
  };
  const target = create('target', l10n.t('Meshwright: target release'));
  target.command = {
    command: 'workbench.action.openSettings',
    arguments: ['@ext:meshwright.meshwright'],
    title: l10n.t('Settings'),
  };
  const world = create('world', l10n.t('Meshwright: world'));
  world.command = { command: 'meshwright.showWorlds', title: l10n.t('Show worlds') };
  const checked = create('checked', l10n.t('Meshwright: how much was checked'));
  checked.command = { command: 'meshwright.showCoverage', title: l10n.t('What was not checked?') };
  const findings = create('findings', l10n.t('Meshwright: findings'));
  findings.command = { command: 'workbench.actions.view.problems', title: l10n.t('Problems') };
  return { target, world, checked, findings };
}

function showState({ target, world, checked, findings }: Items, state: ServerState): void {
  if (state === 'running') return;
  target.text = state === 'starting' ? l10n.t('Meshwright is starting') : l10n.t('Meshwright is not running');
  target.detail = '';
  target.busy = state === 'starting';
  for (const item of [world, checked, findings]) {
    item.text = '';
    item.detail = '';
    item.busy = false;
  }
}

function show(items: Items, document: DocumentStatus, workspace: WorkspaceStatus | undefined): void {
  const { target, world, checked, findings } = items;
  const isBusy = document.state === 'indexing';
  for (const item of [target, world, checked, findings]) item.busy = isBusy;
  target.busy = false;
  const problems = workspace?.settingProblems ?? [];
  target.severity = problems.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  if (document.world === undefined) {
    target.text = l10n.t('Meshwright: no Istio document');
    target.detail = problems.join('; ');
    world.text = l10n.t('No world');
    world.detail = skipped(workspace);
  } else {
    const { istioVersion, istioVersionSource, gatewayApiVersion, name, completeness, files, resources } =
      document.world;
    target.text = `Istio ${istioVersion}`;
    target.detail = [
      istioVersionSource === 'auto' ? l10n.t('detected') : l10n.t('from settings'),
      `Gateway API ${gatewayApiVersion}`,
      ...problems,
    ].join(' · ');
    // Until a folder is read, each open file stands alone: a world that nobody knows.
    world.text = isBusy
      ? l10n.t('World: reading the folder')
      : l10n.t('World "{0}" ({1})', name, completeness);
    world.detail = isBusy
      ? l10n.t('files so far: {0}', workspace?.files.known ?? 0)
      : [l10n.t('Resources: {0}, files: {1}', resources, files), skipped(workspace)]
          .filter((part) => part !== '')
          .join(' · ');
  }
  showChecked(checked, document, workspace);
  findings.text = countText(document.findings);
  findings.detail = [
    ...(workspace === undefined ? [] : [l10n.t('in the workspace: {0}', countText(workspace.findings))]),
    ...hintWords(document.findings),
  ].join(' · ');
}

/** Silence is praise only where something was checked. */
function showChecked(
  item: LanguageStatusItem,
  { references: own }: DocumentStatus,
  workspace: WorkspaceStatus | undefined,
): void {
  const all = workspace?.references;
  const isFew = all !== undefined && all.checked * 2 < all.total;
  item.severity = isFew ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  if (all === undefined) item.text = l10n.t('Mesh: not yet checked');
  else if (all.total === 0) item.text = l10n.t('Mesh: no references');
  else item.text = l10n.t('Mesh: {0}/{1} checked', all.checked, all.total);
  // A row is cut off at its end, where the link stands that says what was not checked, why, and what would change it.
  item.detail =
    own === undefined || own.total === 0 ? '' : l10n.t('in this file: {0} of {1}', own.checked, own.total);
  if (all !== undefined) item.accessibilityInformation = { label: `${item.text}. ${all.summary}` };
}

function skipped(workspace: WorkspaceStatus | undefined): string {
  const count = workspace?.skippedFolders ?? 0;
  return count === 0 ? '' : l10n.t('generated or vendored folders skipped: {0}', count);
}

/** What the Problems view lists, to which the item leads. */
function countText({ error, warning, info: notes }: FindingCounts): string {
  const parts = [
    error === 1 ? l10n.t('1 error') : l10n.t('{0} errors', error),
    warning === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warning),
    notes === 1 ? l10n.t('1 note') : l10n.t('{0} notes', notes),
  ];
  const counts = [error, warning, notes];
  return parts.filter((_, index) => counts[index] !== 0).join(', ') || l10n.t('No findings');
}

/** Hints are dots in the text; the Problems view leaves them out. */
function hintWords({ hint }: FindingCounts): readonly string[] {
  if (hint === 0) return [];
  return [hint === 1 ? l10n.t('1 hint in the text') : l10n.t('{0} hints in the text', hint)];
}
