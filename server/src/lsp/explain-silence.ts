/** `meshwright/explainSilence`: what the session knows of the file, and the words that the feature makes of it. */
import { canonicalUri } from '../base/canonical-uri.ts';
import { explainSilence } from '../features/explain-silence/explain-silence.ts';
import type { ExplainSilenceParams, ExplainSilenceResult } from './protocol.ts';
import type { Session } from './session.ts';

/** Call it when the session has settled. */
export function toExplainedSilence(session: Session, params: ExplainSilenceParams): ExplainSilenceResult {
  const uri = canonicalUri(params.uri);
  const { folders, snapshot } = session;
  const offset = session.positions(uri).offsetAt(params.position ?? { line: 0, character: 0 });
  const settings = folders.settingsOf(uri);
  const [first = uri] = snapshot.world(uri)?.uris() ?? [];
  return {
    markdown: explainSilence(snapshot, uri, offset, {
      standing: folders.verdict(uri) ?? 'outside',
      showsDiagnostics: settings.hasDiagnostics,
      isOff: (rule) => settings.severities.get(rule) === 'off',
      // Every file of a world has the same settings.
      detectsVersion: folders.settingsOf(first).istioVersion === undefined,
    }),
  };
}
