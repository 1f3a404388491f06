/** The files of a chart, as the workspace knows them. */
import { isBelow, pathOf, resolveUri } from '../base/canonical-uri.ts';
import type { ChartSource, FolderEntry } from '../helm/chart.ts';
import type { YamlFile } from '../yaml/node.ts';

/** @param textBeside of files that are no manifests */
export function chartSource(
  files: ReadonlyMap<string, YamlFile>,
  textBeside: (uri: string) => string | undefined,
  root: string,
): ChartSource {
  return {
    read(path) {
      const uri = resolveUri(root, path);
      return files.get(uri)?.text ?? textBeside(uri);
    },
    list(folder) {
      const above = resolveUri(root, folder);
      const entries = new Map<string, FolderEntry>();
      for (const uri of files.keys()) {
        if (!isBelow(uri, above) || uri === above) continue;
        const [name = '', ...rest] = pathOf(uri)
          .slice(pathOf(above).length + 1)
          .split('/');
        entries.set(name, { name, isFolder: rest.length > 0 });
      }
      return [...entries.values()];
    },
  };
}
