import { l10n } from 'vscode';
import type { PanelKind } from '../host/panel-kind.ts';

/** Lenses and hovers give the place themselves; in the palette it explains what the cursor is in. */
export const EXPLAIN_COMMAND = 'meshwright.explain';

export const EXPLAIN_PANEL: PanelKind = { name: 'explain', title: () => l10n.t('Explain') };
