/**
 * What the files as they are do beside what they were: the client says which files were others and how they read. A second
 * workspace holds the files as they were; only those that change in it are read again.
 */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import type { BlastItem } from '../features/blast-radius/blast-data.ts';
import { type BlastRadius, blastRadius, blastWords } from '../features/blast-radius/blast-radius.ts';
import { ruleEnvironment } from '../rules/environment.ts';
import { Mesh } from '../semantics/mesh.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { WorldView } from '../workspace/world-view.ts';
import {
  BLAST_RADIUS,
  type BlastLens,
  type BlastRadiusItem,
  type BlastRadiusParams,
  type BlastRadiusResult,
} from './blast-radius-protocol.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

const NOTHING: BlastRadiusResult = { items: [], lenses: [], changed: 0, left: 0 };

export function handleBlastRadius(connection: Connection, session: Session): void {
  let earlier: EarlierFiles | undefined;
  connection.onRequest(
    BLAST_RADIUS,
    request(
      session,
      { method: BLAST_RADIUS, waitsFor: 'mesh', neutral: NOTHING },
      (params: BlastRadiusParams): BlastRadiusResult => {
        const world = session.snapshot.world(canonicalUri(params.uri));
        if (world === undefined) return { ...NOTHING, unknown: 'This file holds no object of the mesh.' };
        if (isRendered(world)) {
          return {
            ...NOTHING,
            unknown:
              'The objects of this world come from a rendering (Kustomize or a chart); what they were is not compared.',
          };
        }
        if (earlier?.world !== world.id) earlier = new EarlierFiles(world);
        const before = earlier.mesh(session, world, params.base);
        if (before === undefined)
          return { ...NOTHING, unknown: 'All files are new: there is nothing to compare with.' };
        return toResult(session, blastRadius(before, new Mesh(world.reader())));
      },
    ),
  );
}

function isRendered(world: WorldView): boolean {
  for (const { unit, uri } of world.slots()) if (unit !== uri) return true;
  return false;
}

class EarlierFiles {
  readonly world: string;
  readonly #workspace: Workspace;
  readonly #texts = new Map<string, string>();

  constructor({ id, name, baseConfig }: WorldView) {
    this.world = id;
    this.#workspace = new Workspace(
      ruleEnvironment(() => undefined, []),
      { worldsOf: () => [{ id, name, config: baseConfig }], severity: () => undefined },
    );
  }

  /** Undefined when nothing was there. */
  mesh({ snapshot }: Session, world: WorldView, base: BlastRadiusParams['base']): Mesh | undefined {
    const texts = new Map<string, string | undefined>();
    for (const uri of world.uris()) texts.set(uri, snapshot.file(uri)?.text);
    for (const { uri, text } of base) {
      const file = canonicalUri(uri);
      if (texts.has(file) || snapshot.world(file)?.id === world.id) texts.set(file, text ?? undefined);
    }
    const gone = [...this.#texts.keys()].filter((uri) => texts.get(uri) === undefined);
    const changes = [...texts].filter(([uri, text]) => text !== undefined && this.#texts.get(uri) !== text);
    for (const uri of gone) this.#texts.delete(uri);
    for (const [uri, text] of changes) this.#texts.set(uri, text ?? '');
    const now = this.#workspace.apply([
      ...gone.map((uri) => ({ uri, text: undefined })),
      ...changes.map(([uri, text]) => ({ uri, text })),
    ]);
    const [found] = now.worlds();
    return found && new Mesh(found.reader());
  }
}

function toResult(session: Session, { items, changed, left }: BlastRadius): BlastRadiusResult {
  return {
    items: items.map((item) => toItem(session, item)),
    lenses: lensesOf(session, items),
    changed,
    left,
  };
}

function toItem(session: Session, { group, text, detail, place, attempt }: BlastItem): BlastRadiusItem {
  return {
    group,
    text,
    detail,
    ...(place !== undefined && { place: locationOf(session, place) }),
    ...(attempt !== undefined && { attempt }),
  };
}

function locationOf(session: Session, place: NonNullable<BlastItem['place']>): BlastLens['place'] {
  const { uri, range } = session.snapshot.rangeOf({ ...place, part: 'value' });
  return { uri: session.clientUri(uri), range: session.positions(uri).rangeAt(range) };
}

/** One for each object that makes a difference. */
function lensesOf(session: Session, items: readonly BlastItem[]): readonly BlastLens[] {
  const byObject = new Map<NonNullable<BlastItem['place']>['resource'], BlastItem[]>();
  for (const item of items) {
    if (item.place === undefined) continue;
    const list = byObject.get(item.place.resource);
    if (list === undefined) byObject.set(item.place.resource, [item]);
    else list.push(item);
  }
  return [...byObject].map(([resource, own]) => ({
    text: blastWords(own),
    place: locationOf(session, { resource, path: 'kind' }),
  }));
}
