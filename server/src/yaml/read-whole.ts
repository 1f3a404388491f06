/** Texts that are read whole, whoever they belong to: values, drafts, tests, and what tools have printed. */
import type { YamlFile } from './node.ts';
import { parseYamlFile } from './parse-file.ts';

/** A file by its URI. */
export type ReadYaml = (uri: string) => YamlFile | undefined;

export function readWhole(text: string): YamlFile {
  return parseYamlFile(text, { isOurs: () => true, explicit: true });
}
