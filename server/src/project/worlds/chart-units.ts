/** Units that are charts: one for each namespace that a chart is delivered to. */
import { CHART_FILE } from '../../helm/chart.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { type Given, renderingsOfChart, valuesOfChart } from './chart-values.ts';
import type { Delivered } from './delivery.ts';
import { type FileDigest, objectOf } from './digest.ts';
import { deliveredBy, type Found, listed, waysOf } from './kustomize-units.ts';
import { isChart } from './marker-names.ts';
import { folderOf, isIn } from './paths.ts';
import type { Unresolved } from './unit.ts';

interface Surroundings {
  readonly digests: readonly FileDigest[];
  /** Texts of charts among others, by path. */
  readonly markers: ReadonlyMap<string, string>;
  nameOf(path: string): string;
}

/** Charts that are in no other chart. */
export function chartFolders(markers: ReadonlyMap<string, string>): readonly string[] {
  const all = [...markers.keys()].filter(isChart).map(folderOf);
  return all.filter((folder) => !all.some((other) => other !== folder && isIn(folder, other))).sort();
}

export function chartUnits(
  charts: readonly string[],
  free: readonly FileDigest[],
  delivered: readonly Delivered[],
  { markers, digests: all, nameOf: shownAs }: Surroundings,
): readonly Found[] {
  const known = new Set(all.map(({ path }) => path));
  return charts.flatMap((folder) => {
    const files = free.filter(({ path }) => isIn(path, folder));
    const paths = files.map(({ path }) => path);
    const beside = valuesOfChart(folder, paths);
    const given = delivered.flatMap(({ by, folder: of, values }): readonly Given[] => {
      if (of !== folder || values === undefined) return [];
      return [{ ...values, by, files: values.files.filter((path) => known.has(path)) }];
    });
    const names = [...new Set([...beside.own, ...beside.others, ...given.flatMap((one) => one.files)])];
    const isOfIstio = isChartOfIstio(
      markers.get(folder === '' ? CHART_FILE : `${folder}/${CHART_FILE}`) ?? '',
    );
    const what = isOfIstio ? 'a chart of Istio itself' : 'a chart';
    const why = [what, ...(names.length === 0 ? [] : [`with ${listed(names.map(shownAs))}`])].join(' ');
    const values = renderingsOfChart(beside, given);
    return waysOf(folder, delivered, undefined).map((by, _, ways) => ({
      way: ways.length > 1 ? by?.by : undefined,
      kind: by === undefined ? 'helm' : 'delivery',
      role: isOfIstio ? 'installation' : 'own',
      name: folder,
      root: folder,
      files,
      builtFrom: undefined,
      values,
      release: {
        name: by?.values?.release,
        isOpen: given.some(({ files: own, inline, isOpen }) => isOpen && own.length + inline.length === 0),
      },
      namespace: by?.namespace,
      why: by === undefined ? why : `${why}, ${deliveredBy(by)}`,
      unresolved: missingCharts(folder, markers),
    }));
  });
}

const ISTIO_SOURCE = /^https?:\/\/github\.com\/istio\/[\w.-]+\/?$/;

/** It says that it comes from Istio's own repository. */
function isChartOfIstio(text: string): boolean {
  const sources = objectOf(text)?.['sources'];
  return (
    Array.isArray(sources) &&
    sources.some((source) => typeof source === 'string' && ISTIO_SOURCE.test(source))
  );
}

/** Charts that it depends on and that are not in the files: whatever they bring is not known. */
function missingCharts(folder: string, markers: ReadonlyMap<string, string>): readonly Unresolved[] {
  const inside = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  const file = inside(CHART_FILE);
  const dependencies = objectOf(markers.get(file) ?? '')?.['dependencies'];
  return (Array.isArray(dependencies) ? dependencies : []).flatMap((dependency): readonly Unresolved[] => {
    if (!isRecord(dependency)) return [];
    const { name, repository } = dependency;
    if (typeof name !== 'string') return [];
    const isHere =
      markers.has(inside(`charts/${name}/Chart.yaml`)) ||
      (typeof repository === 'string' && repository.startsWith('file:'));
    return isHere ? [] : [{ kind: 'helm', value: name, file }];
  });
}
