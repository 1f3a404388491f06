import { commands, l10n } from 'vscode';
import type { PanelKind } from '../host/panel-kind.ts';

export const GRAPH_PANEL: PanelKind = {
  name: 'graph',
  title: () => l10n.t('Mesh'),
  acts: new Map([
    [
      'openSample',
      async () => {
        await commands.executeCommand('meshwright.openSampleMesh');
      },
    ],
  ]),
};
