/** Requests of preview panels. The server keeps nothing for a panel but the mesh of the last version. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import type { JsonValue } from '../base/json.ts';
import { LastGood } from '../features/panels/last-good.ts';
import { emptyAnswer } from '../features/panels/panel.ts';
import { contentOffset, pathAt } from '../features/panels/path-at.ts';
import { toMermaid } from '../graph/export/mermaid.ts';
import { meshGraph } from '../graph/mesh-graph.ts';
import type { ResourceRef } from '../model/resource.ts';
import { Mesh } from '../semantics/mesh.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { WorldView } from '../workspace/world-view.ts';
import { describe, guard } from './guard.ts';
import { handleTree } from './handle-tree.ts';
import {
  GRAPH_TEXT,
  type GraphTextParams,
  type GraphTextResult,
  MESH_CHANGED,
  PANEL,
  type PanelParams,
  type PanelResult,
} from './panels-protocol.ts';
import type { Session } from './session.ts';

/** Milliseconds in which changes become one notification. */
const DELAY = 50;
const NOTHING: PanelResult = {
  state: 'ready',
  head: { state: 'empty', why: [] },
  items: [],
  places: [],
  here: [],
};

/** Returns what is told after each analysis. */
export function handlePanels(connection: Connection, session: Session): () => void {
  const { log, runtime } = session;
  const meshes = new MeshMemory();
  let hasAsked = false;
  let isWaiting = false;
  handleTree(connection, session, () => {
    hasAsked = true;
  });
  connection.onRequest(
    PANEL,
    guard(PANEL, log, NOTHING, (params: PanelParams) => {
      hasAsked = true;
      return answerPanel(session, meshes, params);
    }),
  );
  connection.onRequest(
    GRAPH_TEXT,
    guard(GRAPH_TEXT, log, { text: '' }, ({ uri }: GraphTextParams): GraphTextResult => {
      const { snapshot } = session;
      const world = snapshot.world(canonicalUri(uri));
      return { text: world === undefined ? '' : toMermaid(meshGraph(meshes.of(world, snapshot).mesh)) };
    }),
  );
  return () => {
    if (!hasAsked || isWaiting) return;
    isWaiting = true;
    runtime.after(DELAY, () => {
      isWaiting = false;
      connection.sendNotification(MESH_CHANGED).catch((error: unknown) => {
        log.warn(`The client was not told of a change: ${describe(error)}`);
      });
    });
  };
}

interface KnownMesh {
  readonly mesh: Mesh;
  readonly good: LastGood;
}

/** One mesh for each world of the last version: several panels and cursor moves share what is compiled from it. */
class MeshMemory {
  #version = -1;
  #known = new Map<string, KnownMesh>();
  /** Of the version before. */
  #kept: ReadonlyMap<string, KnownMesh> = new Map();

  of(world: WorldView, snapshot: Snapshot): KnownMesh {
    const { version } = snapshot;
    if (version !== this.#version) {
      this.#kept = this.#known;
      this.#known = new Map();
    }
    this.#version = version;
    const known = this.#known.get(world.id);
    if (known !== undefined) return known;
    const before = this.#kept.get(world.id);
    const good = before?.good ?? new LastGood();
    const mesh = new Mesh(good.begin(snapshot, world), before?.mesh.answers);
    this.#known.set(world.id, { mesh, good });
    return { mesh, good };
  }
}

function answerPanel(session: Session, meshes: MeshMemory, params: PanelParams): PanelResult {
  const { snapshot } = session;
  const uri = canonicalUri(params.uri);
  const panel = session.runtime.panels.get(params.panel);
  const world = snapshot.world(uri);
  const written = session.positions(uri).offsetAt(params.position);
  const offset = contentOffset(snapshot.file(uri)?.text ?? '', written);
  const input = (params.input ?? null) as JsonValue;
  const { reading } = session;
  const state = {
    state: session.isIndexing ? ('indexing' as const) : ('ready' as const),
    ...(reading !== undefined && { reading }),
  };
  if (panel === undefined || world === undefined || !session.holdsOurs(uri)) {
    return {
      ...NOTHING,
      ...state,
      isElsewhere: state.state === 'ready',
      head: emptyAnswer('This file holds no Istio or Gateway API resource.').head,
    };
  }
  const { mesh, good } = meshes.of(world, snapshot);
  const slot = good.slotAt(snapshot, uri, offset);
  const path = slot === undefined ? '' : pathAt(slot, uri, offset);
  const isBroken = (resource: ResourceRef) => good.isBroken(resource);
  // Reports are kept by file; while files are being read they are early ones.
  const findingsIn = (file: string) =>
    session.isIndexing ? snapshot.findings(file) : session.reports.get(file).findings;
  const answer = panel({ snapshot, mesh, uri, slot, path, input, isBroken, findingsIn });
  return {
    ...state,
    head: answer.head,
    items: answer.items,
    places: [...(answer.book?.places ?? [])].map(([id, { uri: file, range }]) => ({
      id,
      uri: session.clientUri(file),
      range: session.positions(file).rangeAt(range),
    })),
    here: [...(answer.here ?? []), ...((slot && answer.book?.around(slot, path)) ?? [])],
    isElsewhere: state.state === 'ready' && slot === undefined && answer.book === undefined,
  };
}
