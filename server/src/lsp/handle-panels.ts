/** Requests of preview panels. The server keeps nothing for a panel but the mesh of the last version. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import type { JsonValue } from '../base/json.ts';
import { emptyAnswer } from '../features/panels/panel.ts';
import { contentOffset, pathAt } from '../features/panels/path-at.ts';
import { toMermaid } from '../graph/export/mermaid.ts';
import { meshGraph } from '../graph/mesh-graph.ts';
import { Mesh, type MeshAnswers } from '../semantics/mesh.ts';
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
      return { text: world === undefined ? '' : toMermaid(meshGraph(meshes.of(world, snapshot.version))) };
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

/** One mesh for each world of the last version: several panels and cursor moves share what is compiled from it. */
class MeshMemory {
  #version = -1;
  #known = new Map<string, Mesh>();
  /** Of the version before. */
  #kept: ReadonlyMap<string, MeshAnswers> = new Map();

  of(world: Pick<WorldView, 'id' | 'reader'>, version: number): Mesh {
    if (version !== this.#version) {
      this.#kept = new Map([...this.#known].map(([id, { answers }]) => [id, answers]));
      this.#known = new Map();
    }
    this.#version = version;
    const known = this.#known.get(world.id);
    if (known !== undefined) return known;
    const mesh = new Mesh(world.reader(), this.#kept.get(world.id));
    this.#known.set(world.id, mesh);
    return mesh;
  }
}

function answerPanel(session: Session, meshes: MeshMemory, params: PanelParams): PanelResult {
  const { snapshot } = session;
  const uri = canonicalUri(params.uri);
  const panel = session.runtime.panels.get(params.panel);
  const world = snapshot.world(uri);
  const written = session.positions(uri).offsetAt(params.position);
  const offset = contentOffset(snapshot.file(uri)?.text ?? '', written);
  const slot = world && snapshot.resourceAt(uri, offset);
  const path = slot === undefined ? '' : pathAt(slot, uri, offset);
  const input = (params.input ?? null) as JsonValue;
  const answer =
    panel === undefined || world === undefined || !session.holdsOurs(uri)
      ? emptyAnswer('This file holds no Istio or Gateway API resource.')
      : panel({ snapshot, mesh: meshes.of(world, snapshot.version), uri, slot, path, input });
  return {
    state: session.isIndexing ? 'indexing' : 'ready',
    head: answer.head,
    items: answer.items,
    places: [...(answer.book?.places ?? [])].map(([id, { uri: file, range }]) => ({
      id,
      uri: session.clientUri(file),
      range: session.positions(file).rangeAt(range),
    })),
    here: [...(answer.here ?? []), ...((slot && answer.book?.around(slot, path)) ?? [])],
  };
}
