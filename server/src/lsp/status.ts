/** What the server knows, for the status item: sent when it changes, and answered for one document. */

import { canonicalUri } from '../base/canonical-uri.ts';
import { type Coverage, coverageNow } from '../features/coverage/coverage.ts';
import { coverageLine } from '../features/coverage/coverage-words.ts';
import type { WorldView } from '../workspace/world-view.ts';
import type { DocumentStatus, DocumentStatusParams, WorkspaceStatus, WorldStatus } from './protocol.ts';
import type { Session } from './session.ts';
import { checkedCount } from './to-coverage.ts';

export const NO_DOCUMENT_STATUS: DocumentStatus = {
  state: 'ready',
  isOurs: false,
  findings: { error: 0, warning: 0, info: 0, hint: 0 },
  suppressed: 0,
  resources: 0,
};

export function workspaceStatus(session: Session, coverage?: Coverage): WorkspaceStatus {
  const { files } = session.workspace;
  const worlds = [...session.workspace.worlds()].map((world) => worldStatus(session, world));
  return {
    state: stateOf(session),
    worlds: worlds.filter(({ resources }) => resources > 0),
    findings: session.reports.totals.all.findings,
    files: { known: files.size, ours: worlds.reduce((sum, world) => sum + world.files, 0) },
    ...(coverage !== undefined && {
      references: { ...checkedCount(coverage), summary: coverageLine(coverage) },
    }),
    skippedFolders: session.folders.skippedFolders(),
    settingProblems: session.folders.settingProblems(),
  };
}

export function documentStatus(session: Session, { uri: wanted }: DocumentStatusParams): DocumentStatus {
  const uri = canonicalUri(wanted);
  const world = session.workspace.worldsOf(uri)[0];
  const isOurs = session.holdsOurs(uri);
  const { counts, suppressed } = session.reports.get(uri);
  return {
    state: stateOf(session),
    isOurs,
    ...(isOurs && world !== undefined && { world: worldStatus(session, world) }),
    findings: counts,
    suppressed,
    resources: session.snapshot.resources(uri).length,
    ...(isOurs && { references: checkedCount(coverageNow(session.snapshot, uri)) }),
  };
}

export function worldStatus(session: Session, world: WorldView): WorldStatus {
  const [first = ''] = world.uris();
  const isAlone = session.folders.worldsOf(first)[0]?.kind === 'alone';
  const folder = isAlone ? undefined : session.folders.folderOf(first);
  const { config, baseConfig } = world;
  const { ours, findings } = session.reports.totals.of(world);
  // Every file of a world has the same settings.
  const chosen = session.folders.settingsOf(first).istioVersion;
  return {
    name: world.name,
    ...(folder !== undefined && { folder: folder.uri }),
    istioVersion: config.istioVersion,
    istioVersionSource: chosen === undefined ? 'auto' : 'setting',
    gatewayApiVersion: config.gatewayApiVersion,
    gatewayApiChannel: config.gatewayApiChannel,
    completeness: baseConfig.completeness,
    files: ours,
    resources: world.size,
    findings,
  };
}

function stateOf(session: Session): WorkspaceStatus['state'] {
  return session.isIndexing ? 'indexing' : 'ready';
}
