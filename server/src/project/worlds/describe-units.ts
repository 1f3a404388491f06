/** Units in words and names that people know: for the command line and for the editor. */
import { kindName } from '../../base/kind-id.ts';
import type { Completeness } from '../../workspace/world-config.ts';
import { textAtSteps } from '../../yaml/navigate.ts';
import type { YamlFile } from '../../yaml/node.ts';
import { listsOf } from '../helm/chart-outputs.ts';
import type { Project } from '../project.ts';
import { switchedOffBy } from './chart-switches.ts';
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
  /** For each of those sets the networks that tell its files apart, in their order: each is true in its own. */
  readonly networks?: readonly (readonly string[])[];
  /** Values files of a chart, and who gives values over them: one list at a time; empty when there is but one. */
  readonly values: readonly (readonly string[])[];
  /** For each of those lists the objects that it switches off: `Service cart in chart/templates/cart.yaml`. */
  readonly switchedOff: readonly (readonly string[])[];
  /** Of a chart that an installed Helm was asked about: for each list, or for its own values alone. */
  readonly helm?: readonly string[];
}

/**
 * @param show how people call a file or folder
 * @param read a file of the workspace
 */
export function describeUnits(
  project: Project,
  show: (uri: string) => string,
  read: (uri: string) => YamlFile | undefined,
): readonly UnitDescription[] {
  return project.units.map((unit) => ({
    ...helmWords(project, unit),
    name: unit.name,
    kind: unit.kind,
    root: show(project.uriOf(unit.root)),
    files: unit.files.map(show),
    completeness: project.worldsOf(unit.files[0] ?? '')[0]?.config.completeness ?? 'auto',
    why: unit.why,
    unresolved: unit.unresolved.map((missing) => ({ ...missing, file: show(project.uriOf(missing.file)) })),
    alternatives: unit.alternatives.map((set) => set.map(show)),
    ...networksOf(unit, read),
    values: (unit.values ?? []).map(({ files, inline, label }) => [
      ...files.map((path) => show(project.uriOf(path))),
      ...(inline.length > 0 ? [label] : []),
    ]),
    switchedOff: switchedOff(project, unit, read).map((objects) =>
      objects.map(({ uri, resource: { kindId, name } }) => `${kindName(kindId)} ${name} in ${show(uri)}`),
    ),
  }));
}

/** Objects of one name in several networks, as east-west gateways are: `topology.istio.io/network`. */
function networksOf(
  { alternatives }: ProjectUnit,
  read: (uri: string) => YamlFile | undefined,
): Pick<UnitDescription, 'networks'> {
  const networks = alternatives.map((set) => {
    const names = set.map((uri) => networkOf(read(uri)));
    const distinct = new Set(names);
    return distinct.size === set.length && !distinct.has(undefined)
      ? names.filter((name) => name !== undefined)
      : [];
  });
  return networks.some((names) => names.length > 0) ? { networks } : {};
}

/** The one that all its labels name. */
function networkOf(file: YamlFile | undefined): string | undefined {
  const names = (file?.documents ?? []).map(({ document }) =>
    textAtSteps(document.root, ['metadata', 'labels', 'topology.istio.io/network']),
  );
  const distinct = new Set(names.filter((name) => name !== undefined));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

function helmWords(project: Project, unit: ProjectUnit): Pick<UnitDescription, 'helm'> {
  const { chartOutputs } = project;
  const words = listsOf(unit).map((list) => {
    const result = chartOutputs.of(unit, list);
    if (result !== undefined)
      return 'failure' in result ? `not rendered: ${result.failure.message}` : 'rendered by Helm';
    const problem = chartOutputs.problemOf(unit, list);
    if (problem !== undefined) return `not rendered: ${problem}`;
    return list.isOpen ? 'not rendered: more values stand where no file is' : '';
  });
  return chartOutputs.size === 0 || words.every((word) => word === '') ? {} : { helm: words };
}

function switchedOff(
  project: Project,
  { root, files, values = [] }: ProjectUnit,
  read: (uri: string) => YamlFile | undefined,
): ReturnType<typeof switchedOffBy> {
  if (values.length === 0) return [];
  const { defaultNamespace, workloadKinds } = project.choices.worldConfig;
  return switchedOffBy(values, {
    folder: project.uriOf(root),
    files,
    options: { defaultNamespace, workloadKinds },
    uriOf: (path) => project.uriOf(path),
    read,
  });
}
