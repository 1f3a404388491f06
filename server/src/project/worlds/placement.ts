/** Units become worlds: each is one, and one for each of its alternatives. */
import { parentUri } from '../../base/canonical-uri.ts';
import type { WorldConfig } from '../../workspace/world-config.ts';
import { type ChartOutputs, isTemplateOf, listsOf } from '../helm/chart-outputs.ts';
import { type Discovery, isRest } from './discover.ts';
import { environmentOf, isOneOfClusters } from './folder-names.ts';
import type { ChartValuesList, ProjectUnit, ProjectWorld, UnitRole } from './unit.ts';

/** More alternatives than this are not compared with the rest of their unit: each would be all of it once more. */
const MOST_ALTERNATIVES = 12;

export interface Built {
  readonly unit: ProjectUnit;
  readonly world: ProjectWorld;
  /** Of a chart: what it is rendered with. */
  readonly list?: ChartValuesList;
}

export class Placement {
  readonly units: readonly ProjectUnit[];
  /** Equal for equal placements. */
  readonly text: string;
  readonly #worlds = new Map<string, ProjectWorld[]>();
  readonly #evidence = new Map<string, UnitRole>();
  readonly #inputs: ReadonlySet<string>;
  /** What is built, each with its world. */
  readonly built: readonly Built[];
  readonly outputs: ChartOutputs;
  /** Where a new file beside known ones belongs, by folder. */
  readonly #byFolder = new Map<string, readonly ProjectWorld[]>();
  readonly #rest: readonly ProjectWorld[];

  /**
   * @param project URI: part of every id
   * @param configOf what is configured for a file
   * @param charts `outputs`: charts among them are built, each list of values in a world of its own
   */
  constructor(
    { units, inputs }: Discovery,
    project: string,
    configOf: (uri: string) => WorldConfig,
    { outputs, pathOf }: { readonly outputs: ChartOutputs; pathOf(uri: string): string },
  ) {
    this.outputs = outputs;
    this.units = units;
    this.#inputs = inputs;
    // What commands make is one list for all.
    const configs = units.map(({ files: [first] }) => first && { ...configOf(first), commands: [] });
    this.text = JSON.stringify([units, [...inputs], configs]);
    let rest: readonly ProjectWorld[] | undefined;
    const built: Built[] = [];
    // One world is all there is: nothing exists beside it.
    const isOnly =
      units.length <= 1 &&
      units.every(
        (unit) => unit.alternatives.length === 0 && !(outputs.holds(unit) && listsOf(unit).length > 1),
      );
    const repository = isOnly ? undefined : JSON.stringify([project, 'repository']);
    for (const unit of units) {
      const worlds = worldsFor(unit, project, configOf(unit.files[0] ?? project), repository);
      if (isRest(unit)) rest = worlds;
      const [first] = worlds;
      if (first !== undefined && outputs.holds(unit)) {
        const all = listsOf(unit).map((list, at, { length }) => ({
          ...{ unit, list },
          world: length === 1 ? first : { ...first, ...listWorld(first, list, at) },
        }));
        for (const one of all) built.push(one);
        const isBuilt = (uri: string) => isTemplateOf(unit, pathOf(uri));
        for (const uri of unit.files.filter(isBuilt)) this.#worlds.set(uri, []);
        const others = unit.files.filter((uri) => !isBuilt(uri));
        this.#place(
          { ...unit, files: others },
          all.map(({ world }) => world),
        );
      } else if (unit.builtFrom === undefined || first === undefined) this.#place(unit, worlds);
      else {
        built.push({ unit, world: first });
        for (const uri of unit.files) if (!this.#worlds.has(uri)) this.#worlds.set(uri, []);
      }
    }
    this.built = built;
    this.#rest = rest ?? worldsFor(REST, project, configOf(`${project}/_`), repository);
  }

  worldsOf(uri: string): readonly ProjectWorld[] {
    if (this.#inputs.has(uri)) return [];
    return this.#worlds.get(uri) ?? this.#byFolder.get(parentUri(uri) ?? '') ?? this.#rest;
  }

  /** Undefined for files that are judged as written. */
  evidenceRole(uri: string): UnitRole | undefined {
    return this.#evidence.get(uri);
  }

  #place(unit: ProjectUnit, worlds: readonly ProjectWorld[]): void {
    const turnOf = new Map(
      unit.alternatives.flatMap((set) => set.map((uri, at) => [uri, { at, of: set.length }] as const)),
    );
    for (const uri of unit.files) {
      const turn = turnOf.get(uri);
      const own = turn === undefined ? worlds : worlds.filter((_, index) => index % turn.of === turn.at);
      const known = this.#worlds.get(uri);
      // More alternatives than worlds: the file is judged alone.
      const placed = own.length > 0 ? own : [alone(uri, worlds)];
      if (known === undefined) this.#worlds.set(uri, [...placed]);
      else for (const world of placed) known.push(world);
      if (unit.role !== 'own') this.#evidence.set(uri, unit.role);
      const folder = parentUri(uri) ?? '';
      if (turn === undefined && !this.#byFolder.has(folder)) this.#byFolder.set(folder, worlds);
    }
  }
}

const REST: ProjectUnit = {
  kind: 'plain',
  role: 'own',
  name: 'default',
  root: '',
  files: [],
  alternatives: [],
  builtFrom: undefined,
  namespace: undefined,
  why: '',
  unresolved: [],
};

/** `shop (values-prod.yaml)`. */
function listWorld(
  { id, name }: ProjectWorld,
  { label }: ChartValuesList,
  at: number,
): Pick<ProjectWorld, 'id' | 'name'> {
  return { id: JSON.stringify([id, at]), name: label === '' ? name : `${name} (${label})` };
}

function worldsFor(
  unit: ProjectUnit,
  project: string,
  config: WorldConfig,
  repository: string | undefined,
): readonly ProjectWorld[] {
  const { kind, role, name, namespace, alternatives } = unit;
  const isOpen = unit.unresolved.some(({ kind: missing }) => missing === 'remote' || missing === 'helm');
  const own: WorldConfig = {
    ...config,
    ...(namespace !== undefined && { defaultNamespace: namespace }),
    isOpen,
    isExample: kind === 'example',
    isLoose: kind === 'plain' || kind === 'example',
    isCluster: isOneOfClusters(unit.root),
  };
  const environment =
    kind === 'declared' || config.completeness === 'complete' ? undefined : environmentOf(unit.root);
  const count = Math.min(
    MOST_ALTERNATIVES,
    alternatives.reduce((most, set) => Math.max(most, set.length), 1),
  );
  const id = [project, kind, name];
  return Array.from({ length: count }, (_, index) => ({
    id: JSON.stringify([...id, index]),
    kind,
    role,
    name,
    config: own,
    ...(repository !== undefined && { repository }),
    ...(environment && { environment }),
    ...(count > 1 && { alternativeOf: JSON.stringify(id) }),
  }));
}

function alone(uri: string, [world]: readonly ProjectWorld[]): ProjectWorld {
  const { config, ...rest } = world as ProjectWorld;
  return {
    ...rest,
    id: JSON.stringify(['alternative', rest.id, uri]),
    config: { ...config, completeness: 'partial' },
  };
}
