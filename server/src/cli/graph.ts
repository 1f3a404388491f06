/** `meshwright graph`: the mesh as a picture or as JSON. */
import { LineIndex } from '../base/line-index.ts';
import { toDot } from '../graph/export/dot.ts';
import { toMermaid } from '../graph/export/mermaid.ts';
import { findingsAt, findingsByResource } from '../graph/findings-of.ts';
import type { GraphPlace, MeshGraph } from '../graph/graph-builder.ts';
import { meshGraph } from '../graph/mesh-graph.ts';
import type { Picture } from '../graph/picture/picture.ts';
import { toSvg } from '../graph/picture/svg.ts';
import { pictureOf } from '../graph/picture-of.ts';
import type { GRAPH_FORMATS } from './formats.ts';
import { type MeshChoice, type OpenedMesh, openMesh } from './open-mesh.ts';
import { displayText } from './reporters/display-text.ts';
import type { Terminal } from './terminal.ts';

export interface GraphOptions extends MeshChoice {
  readonly format: (typeof GRAPH_FORMATS)[number];
}

export async function graph(
  paths: readonly string[],
  options: GraphOptions,
  terminal: Terminal,
): Promise<0 | 2> {
  const opened = await openMesh(paths, options, terminal, 'with-findings');
  if (!opened.isOk) {
    for (const problem of opened.problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
    return 2;
  }
  const found = meshGraph(opened.value.mesh);
  terminal.stdout.write(written(found, options.format, opened.value));
  return 0;
}

function written(found: MeshGraph, format: GraphOptions['format'], opened: OpenedMesh): string {
  switch (format) {
    case 'mermaid':
      return toMermaid(found);
    case 'svg':
      return toSvg(asPicture(opened));
    case 'dot':
      return toDot(found);
    case 'json':
      return `${JSON.stringify(asJson(found, opened), null, 2)}\n`;
  }
}

function asPicture({ mesh, snapshot }: OpenedMesh): Picture {
  return pictureOf(mesh, {
    findings: findingsByResource(snapshot),
    placeId: () => undefined,
    isTouched: () => false,
  });
}

/** Public, version 1: lines and characters count from 0. */
function asJson({ nodes, edges }: MeshGraph, opened: OpenedMesh): unknown {
  const { snapshot, show } = opened;
  const indexes = new Map<string, LineIndex>();
  const placed = (place: GraphPlace | undefined) => {
    if (place === undefined) return {};
    const { uri, range } = snapshot.rangeOf({ ...place, part: 'value' });
    const index = indexes.get(uri) ?? new LineIndex(snapshot.file(uri)?.text ?? '');
    indexes.set(uri, index);
    return {
      file: show(uri),
      range: { start: index.positionAt(range.start), end: index.positionAt(range.end) },
    };
  };
  const findings = findingsByResource(snapshot);
  return {
    version: 1,
    nodes: nodes.map(({ id, kind, namespace, name, place }) => ({
      id,
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      ...placed(place),
      findings: findingsAt(findings, place).map(({ rule, severity, message }) => ({
        rule,
        severity,
        message,
      })),
    })),
    edges: edges.map(({ from, to, kind, weight, place }) => ({
      from,
      to,
      kind,
      ...(weight !== undefined && { weight }),
      ...placed(place),
    })),
  };
}
