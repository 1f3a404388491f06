/** Requests about worlds: which there are and why, which one is shown where only one can be, what a root becomes. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri, pathOf, resolveUri } from '../base/canonical-uri.ts';
import { readChart } from '../helm/chart.ts';
import type { Project } from '../project/project.ts';
import {
  type Becoming,
  type BecomingNames,
  becomingOf,
  chartReading,
  helmBecoming,
} from '../project/worlds/becoming.ts';
import type { ProjectUnit } from '../project/worlds/unit.ts';
import { renderedDocuments } from '../workspace/chart-rendering.ts';
import { buildRoot } from '../workspace/kustomize-rendering.ts';
import { chartSource } from './chart-source.ts';
import type { Folder } from './folders/folder.ts';
import {
  BECOMES,
  type BecomesParams,
  type BecomesResult,
  SHOW_WORLD,
  type ShowWorldParams,
  WORLDS,
  type WorldEntry,
  type WorldsParams,
  type WorldsResult,
} from './protocol.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

export function handleWorlds(connection: Connection, session: Session): void {
  connection.onRequest<WorldsResult, never>(
    WORLDS,
    request<WorldsParams, WorldsResult>(
      session,
      { method: WORLDS, waitsFor: 'mesh', neutral: { worlds: [] } },
      (params: WorldsParams) => worldsIn(session, params),
    ),
  );
  connection.onRequest(
    SHOW_WORLD,
    request(
      session,
      { method: SHOW_WORLD, waitsFor: 'nothing', neutral: null },
      ({ name }: ShowWorldParams) => {
        session.prefer(name ?? undefined);
        return null;
      },
    ),
  );
  connection.onRequest<BecomesResult | null, never>(
    BECOMES,
    request<BecomesParams, BecomesResult | null>(
      session,
      { method: BECOMES, waitsFor: 'mesh', neutral: null },
      (params) => becomesOf(session, params),
    ),
  );
}

function worldsIn(session: Session, { uri }: WorldsParams): WorldsResult {
  const shown = uri === undefined ? [] : session.snapshot.worldsOf(canonicalUri(uri)).map(({ name }) => name);
  return {
    ...(session.preferred !== undefined && { preferred: session.preferred }),
    worlds: session.folders
      .all()
      .flatMap((folder) => folder.project.units.flatMap((unit) => entriesOf(session, folder, unit, shown))),
  };
}

/** A chart that Helm renders is one for each list of its values. */
function entriesOf(
  session: Session,
  folder: Folder,
  unit: ProjectUnit,
  shown: readonly string[],
): readonly WorldEntry[] {
  const worlds = folder.project.builtOf(unit).map(({ world }) => world);
  const names = (worlds.length > 1 ? worlds : [unit]).map((one) => folder.worldName(one));
  return names.map((name) => entryOf(session, folder, unit, { name, shown }));
}

function entryOf(
  session: Session,
  { project }: Folder,
  unit: ProjectUnit,
  { name, shown }: { readonly name: string; readonly shown: readonly string[] },
): WorldEntry {
  const marker = unit.builtFrom?.[0];
  const [first] = unit.files;
  const home = unit.builtFrom?.find((path) => path.startsWith(`${unit.root}/`) && isMarker(path)) ?? marker;
  const opened = home === undefined ? first : project.uriOf(home);
  return {
    name,
    kind: unit.kind,
    files: unit.files.length,
    why: unit.why,
    unresolved: unit.unresolved.map(({ kind, value }) => `${value} (${kind})`),
    showsDocument: shown.includes(name),
    ...(opened !== undefined && { uri: session.clientUri(opened) }),
  };
}

function isMarker(path: string): boolean {
  return /(?:^|\/)[Kk]ustomization(?:\.ya?ml)?$/.test(path);
}

interface Candidate {
  readonly name: string;
  make(): Becoming;
}

function becomesOf(session: Session, { uri: wanted, world }: BecomesParams): BecomesResult | null {
  const uri = canonicalUri(wanted);
  const folder = session.folders.folderOf(uri);
  if (folder === undefined) return null;
  const all = candidates(session, folder, uri);
  const worlds = all.map(({ name }) => name);
  const chosen = all.find(({ name }) => name === (world ?? session.preferred)) ?? all[0];
  if (chosen === undefined) return null;
  const { text, origins } = chosen.make();
  return {
    world: chosen.name,
    worlds,
    text,
    origins: origins.map(({ line, words, uri: origin, range }) => ({
      line,
      ...(words !== undefined && { words: [words.start, words.end] as const }),
      uri: session.clientUri(origin),
      range: session.positions(origin).rangeAt(range),
    })),
  };
}

/** Roots that a file is built into, and the chart around it. */
function candidates(session: Session, folder: Folder, uri: string): readonly Candidate[] {
  const { project } = folder;
  const path = project.pathOf(uri);
  return project.units.flatMap((unit): readonly Candidate[] => {
    const name = folder.worldName(unit);
    const root = project.uriOf(unit.root);
    if (unit.builtFrom?.includes(path) === true) {
      return [{ name, make: () => builtBecoming(session, project, unit, name) }];
    }
    const rendered = renderedCandidates(session, folder, unit, path);
    if (rendered.length > 0) return rendered;
    const isInChart = unit.builtFrom === undefined && path.startsWith(`${unit.root}/`);
    const source = chartSource(session.workspace.files, (at) => project.texts.of(at), root);
    if (!isInChart || source.read(`${pathOf(root)}/Chart.yaml`) === undefined) return [];
    const make = () => chartReading(readChart(pathOf(root), source), name, namesFor(session, project, root));
    return [{ name, make }];
  });
}

/** One for each list of values that Helm has rendered the chart with. */
function renderedCandidates(
  session: Session,
  folder: Folder,
  unit: ProjectUnit,
  path: string,
): readonly Candidate[] {
  const { project } = folder;
  if (unit.release === undefined || !path.startsWith(`${unit.root}/`)) return [];
  const root = project.uriOf(unit.root);
  return project.builtOf(unit).flatMap(({ world, list }): readonly Candidate[] => {
    const result = list && project.chartOutputs.of(unit, list);
    if (list === undefined || result === undefined || 'failure' in result) return [];
    const name = folder.worldName(world);
    const values = [`${unit.root}/values.yaml`, ...list.files].map((file) => project.uriOf(file));
    const chart = { folder: root, templates: unit.files, values };
    const { files } = session.workspace;
    const make = () =>
      helmBecoming(
        renderedDocuments(result, chart, (uri) => files.get(uri)),
        name,
        namesFor(session, project, root),
      );
    return [{ name, make }];
  });
}

function builtBecoming(session: Session, project: Project, unit: ProjectUnit, name: string): Becoming {
  const root = project.uriOf(unit.root);
  const delivery = unit.delivery && { ...unit.delivery, file: project.uriOf(unit.delivery.file) };
  const { files } = session.workspace;
  const readText = (uri: string) => project.texts.of(uri);
  const manifests = unit.manifests?.map((path) => project.uriOf(path));
  const build = buildRoot({ folder: root, delivery, manifests, readText }, (uri) => files.get(uri));
  return becomingOf(build, name, namesFor(session, project, root));
}

function namesFor(session: Session, project: Project, root: string): BecomingNames {
  return {
    uriOf: (path) => resolveUri(root, path),
    show: (uri) => project.pathOf(uri),
    textOf: (uri) => session.workspace.files.get(uri)?.text ?? project.texts.of(uri),
  };
}
