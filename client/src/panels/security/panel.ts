import { l10n } from 'vscode';
import type { PanelKind } from '../host/panel-kind.ts';

export const SECURITY_PANEL: PanelKind = { name: 'security', title: () => l10n.t('Security') };
