/** Names and labels of `metadata`, which the API server checks for every kind and no CRD describes. */
import { childPath } from '../base/node-path.ts';
import { isKubernetesLabelValue, isLabelKey } from '../primitives/labels.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { SchemaProblem } from './schema-problem.ts';

const NAME_WORDS = 'a DNS name of lower case letters, digits, "-" and "."';
const KEY_WORDS = 'a label key, optionally with a domain and "/" in front';
const VALUE_WORDS =
  'a label value: at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit';

const NAME = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;

/** Other characters are marks of templates and placeholders: what will stand there is not known. */
const LITERAL = /^[A-Za-z0-9 ._/,;:!?*+=-]*$/;
const PLACEHOLDER = /^[A-Z0-9_]+$/;

export function checkMetadata(metadata: YamlNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const say = (path: string, part: 'key' | 'value', field: string, value: string, words: string) => {
    if (!LITERAL.test(value) || (value.includes('_') && PLACEHOLDER.test(value))) return;
    const data = { field, value, words, pattern: '' };
    problems.push({ code: 'bad-pattern', path, part, data, equivalents: ['schema'] });
  };
  for (const field of ['name', 'namespace']) {
    const node = findEntry(metadata, field)?.value;
    if (node?.kind !== 'scalar' || typeof node.value !== 'string' || node.text === '') continue;
    const isName = NAME.test(node.text) && !node.text.includes('..') && node.text.length <= 253;
    if (!isName) say(`metadata.${field}`, 'value', field, node.text, NAME_WORDS);
  }
  for (const map of ['labels', 'annotations']) {
    const node = findEntry(metadata, map)?.value;
    if (node?.kind !== 'map') continue;
    for (const { key, value, overridden } of node.entries) {
      if (overridden === true) continue;
      const path = () => childPath(`metadata.${map}`, key.text);
      if (!isLabelKey(key.text)) say(path(), 'key', map, key.text, KEY_WORDS);
      else if (map === 'labels' && value.kind === 'scalar' && !isKubernetesLabelValue(value.text)) {
        say(path(), 'value', key.text, value.text, VALUE_WORDS);
      }
    }
  }
  return problems;
}
