/** A node as the editor shows it: an icon by what it is, a badge for its findings. Names are texts, and mark nothing up. */
import {
  type Disposable,
  FileDecoration,
  l10n,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import type { TreeEntry } from '../../../../server/src/lsp/tree-protocol.ts';

/** Of addresses that stand for nodes: badges are given to addresses. */
const SCHEME = 'meshwright-tree';

type Mark = NonNullable<TreeEntry['findings']>;

const ICONS: Readonly<Record<Exclude<TreeEntry['kind'], 'object'>, string>> = {
  world: 'globe',
  namespace: 'symbol-namespace',
  services: 'server',
  gateways: 'sign-in',
  routes: 'git-branch',
  policies: 'shield',
  others: 'settings',
};

const COLORS: Readonly<Record<Mark['worst'], string>> = {
  error: 'list.errorForeground',
  warning: 'list.warningForeground',
  info: 'notificationsInfoIcon.foreground',
};

export function treeItem(node: TreeEntry): TreeItem {
  const { id, kind, label, description, findings, place } = node;
  const item = new TreeItem(label, collapsible(node));
  item.id = id;
  item.description = description;
  item.iconPath = new ThemeIcon(kind === 'object' ? ICONS[node.group ?? 'others'] : ICONS[kind]);
  item.contextValue = kind === 'object' ? (node.group ?? 'others') : `group.${kind}`;
  item.tooltip = findings === undefined ? `${label} (${description})` : `${label}: ${inWords(findings)}`;
  item.accessibilityInformation = { label: [label, description, findings && inWords(findings)].join(' ') };
  if (findings !== undefined) item.resourceUri = markedUri(id, findings);
  if (place !== undefined) {
    const { start, end } = place.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    item.command = {
      command: 'vscode.open',
      title: l10n.t('Open'),
      arguments: [Uri.parse(place.uri, true), { selection, preview: true }],
    };
  }
  return item;
}

function collapsible({ kind, hasChildren }: TreeEntry): TreeItemCollapsibleState {
  if (!hasChildren) return TreeItemCollapsibleState.None;
  return kind === 'world' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function inWords({ worst, count }: Mark): string {
  if (count === 1) return l10n.t('1 finding ({0})', worst);
  return l10n.t('{0} findings, the worst: {1}', count, worst);
}

/** The id is text of files, so it is encoded as a whole. */
function markedUri(id: string, { worst, count }: Mark): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${encodeURIComponent(id)}`, query: `${worst}=${count}` });
}

/** Badges of nodes with findings. */
export function treeDecorations(): Disposable {
  return window.registerFileDecorationProvider({
    provideFileDecoration(uri) {
      if (uri.scheme !== SCHEME) return undefined;
      const [worst = 'info', written = '0'] = uri.query.split('=') as [Mark['worst'], string];
      const count = Number(written);
      return new FileDecoration(
        count > 9 ? '9+' : String(count),
        inWords({ worst, count }),
        new ThemeColor(COLORS[worst]),
      );
    },
  });
}
