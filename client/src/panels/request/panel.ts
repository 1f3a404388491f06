import { l10n } from 'vscode';
import type { PanelKind } from '../host/panel-kind.ts';

export const REQUEST_PANEL: PanelKind = {
  name: 'request',
  title: () => l10n.t('Request'),
  acts: new Map([['keepTest', async (subject) => (await import('./keep-test.ts')).keepTest(subject)]]),
};
