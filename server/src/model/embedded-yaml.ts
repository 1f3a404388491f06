/** YAML in a string value: configuration that an annotation or a ConfigMap carries. */
import type { JsonValue } from '../base/json.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';
import { isRecord, nodeToJson } from '../yaml/to-json.ts';

/** Text that does not parse, or is no mapping, is no configuration. */
export function embeddedYaml(text: string): Readonly<Record<string, JsonValue>> | undefined {
  const document = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0]?.document;
  if (document?.root === undefined || document.problems.some(({ code }) => code === 'syntax'))
    return undefined;
  const value = nodeToJson(document.root);
  return isRecord(value) ? value : undefined;
}
