/** `textDocument/codeLens` and `codeLens/resolve`. */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { codeLenses, resolveCodeLens } from '../../features/code-lens/code-lens.ts';
import type { LensAction, LensKey } from '../../features/code-lens/lens.ts';
import type { Session } from '../session.ts';
import { toLocation } from './to-location.ts';

/** Travels to the client and back. */
interface LensData {
  readonly uri: string;
  readonly key: LensKey;
}

export function toCodeLenses(session: Session, { textDocument }: CodeLensParams): CodeLens[] {
  const uri = canonicalUri(textDocument.uri);
  const { codeLens } = session.folders.settingsOf(uri);
  const positions = session.positions(uri);
  // A lens that nothing happens at is no help.
  const panels = codeLens.panels && session.features.openPanelCommand !== undefined;
  return codeLenses(session.snapshot, uri, { ...codeLens, panels }).map(({ range, key }) => {
    const data: LensData = { uri, key };
    return { range: positions.rangeAt(range), data };
  });
}

/** What is gone by now keeps its place without a text, until the client asks for lenses again. */
export function resolveLens(session: Session, lens: CodeLens): CodeLens {
  const { uri, key }: LensData = lens.data;
  const text = resolveCodeLens(session.snapshot, uri, key);
  const title = text?.title ?? '';
  if (text?.action !== undefined) return withAction(session, { lens, uri, title }, text.action);
  const command = session.features.showPlacesCommand;
  if (text === undefined || text.locations.length === 0 || command === undefined) {
    return { ...lens, command: { title, command: '' } };
  }
  const locations = text.locations.map((each) => toLocation(session, each));
  return {
    ...lens,
    command: { title, command, arguments: [session.clientUri(uri), lens.range.start, locations] },
  };
}

/** A text only, in editors that have no command for it. */
function withAction(
  session: Session,
  { lens, uri, title }: { readonly lens: CodeLens; readonly uri: string; readonly title: string },
  action: LensAction,
): CodeLens {
  const address = session.clientUri(uri);
  const { explainCommand, runMeshTestCommand, openPanelCommand } = session.features;
  if (action.does === 'show') {
    const show = [action.panel, address, lens.range.start];
    return { ...lens, command: { title, command: openPanelCommand ?? '', arguments: show } };
  }
  const [command, second] =
    action.does === 'explain' ? [explainCommand, lens.range.start] : [runMeshTestCommand, action.test];
  if (command === undefined) return { ...lens, command: { title, command: '' } };
  return { ...lens, command: { title, command, arguments: [address, second] } };
}
