/** Units in words and names that people know: for the command line and for the editor. */
import type { Completeness } from '../../workspace/world-config.ts';
import type { Project } from '../project.ts';
import { renderingsOfChart, valuesOfChart } from './chart-values.ts';
import type { ProjectUnit, UnitKind, Unresolved } from './unit.ts';

export interface UnitDescription {
  readonly name: string;
  readonly kind: UnitKind;
  readonly root: string;
  readonly files: readonly string[];
  readonly completeness: Completeness;
  /** A sentence without a full stop. */
  readonly why: string;
  readonly unresolved: readonly Unresolved[];
  /** Sets of files of which one at a time is true. */
  readonly alternatives: readonly (readonly string[])[];
  /** Values files of a chart, one list at a time; empty when there is but one. */
  readonly values: readonly (readonly string[])[];
}

/** Of a unit that is a chart. */
function valuesOf(
  project: Project,
  { kind, root, files, builtFrom, values = [] }: ProjectUnit,
): readonly (readonly string[])[] {
  if (builtFrom !== undefined || (kind !== 'helm' && kind !== 'delivery')) return [];
  const folder = project.uriOf(root);
  const beside = valuesOfChart(folder, files);
  const given = values.map((paths) => paths.map((path) => project.uriOf(path)));
  const known = new Set(given.flat());
  return renderingsOfChart(
    { ...beside, others: beside.others.filter((uri) => !known.has(uri)) },
    given.map((uris) => uris.filter((uri) => !beside.own.includes(uri))),
  );
}

/** @param show how people call a file or folder */
export function describeUnits(project: Project, show: (uri: string) => string): readonly UnitDescription[] {
  return project.units.map((unit) => ({
    name: unit.name,
    kind: unit.kind,
    root: show(project.uriOf(unit.root)),
    files: unit.files.map(show),
    completeness: project.worldsOf(unit.files[0] ?? '')[0]?.config.completeness ?? 'auto',
    why: unit.why,
    unresolved: unit.unresolved.map((missing) => ({ ...missing, file: show(project.uriOf(missing.file)) })),
    alternatives: unit.alternatives.map((set) => set.map(show)),
    values: valuesOf(project, unit).map((names) => names.map(show)),
  }));
}
