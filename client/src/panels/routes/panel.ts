import { l10n } from 'vscode';
import type { PanelKind } from '../host/panel-kind.ts';

export const ROUTES_PANEL: PanelKind = { name: 'routes', title: () => l10n.t('Routes') };
