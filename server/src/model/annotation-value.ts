/** Whether an annotation says something that its reader understands (analysis specification §8.2). */
import { isCidr } from '../primitives/ip-address.ts';
import { isQuantity } from '../primitives/quantity.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';
import type { AnnotationValue } from './istio-annotations.ts';

const GO_BOOLEANS: readonly string[] = [
  '1',
  't',
  'T',
  'TRUE',
  'true',
  'True',
  '0',
  'f',
  'F',
  'FALSE',
  'false',
  'False',
];
const MAX_PORT = 65535;
const INTERFACE = /^[A-Za-z][A-Za-z0-9_.-]{0,14}$/;

/** What the value must be, in words; undefined when it is. */
export function expectedInstead(value: AnnotationValue, text: string): string | undefined {
  switch (value.type) {
    case 'bool':
      return GO_BOOLEANS.includes(text) ? undefined : '"true" or "false"';
    case 'words':
      return isWord(value.words, text, value.ignoreCase === true) ? undefined : oneOf(value.words);
    case 'whole': {
      const digits = value.trims === true ? text.trim() : text;
      return isWhole(digits, value.max) ? undefined : `a whole number from 0 to ${value.max}`;
    }
    case 'ports':
      return isListOf(text, value.star, (item) => isWhole(item.trim(), MAX_PORT))
        ? undefined
        : `${starOr(value.star)}ports with commas between them`;
    case 'cidrs':
      return isListOf(text, value.star, (item) => item.includes('/') && isCidr(item))
        ? undefined
        : `${starOr(value.star)}CIDR ranges with commas and no blanks between them`;
    case 'interfaces':
      return isListOf(text, undefined, (item) => INTERFACE.test(item.trim()))
        ? undefined
        : 'names of interfaces with commas between them, at most 15 characters each';
    case 'quantity':
      return isQuantity(text) ? undefined : 'a quantity such as "100m" or "128Mi"';
    case 'json':
      return isJson(text) ? undefined : 'JSON';
    case 'yaml':
      return isYamlMap(text) ? undefined : 'a YAML mapping of proxy configuration';
  }
}

function isWord(words: readonly string[], text: string, ignoreCase: boolean): boolean {
  if (!ignoreCase) return words.includes(text);
  return words.some((word) => word.toLowerCase() === text.toLowerCase());
}

function oneOf(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' or ');
}

function starOr(star: true | undefined): string {
  return star === true ? '"*" or ' : '';
}

function isWhole(digits: string, max: number): boolean {
  return /^\d+$/.test(digits) && Number(digits) <= max;
}

function isListOf(text: string, star: true | undefined, isItem: (item: string) => boolean): boolean {
  return text === '' || (star === true && text === '*') || text.split(',').every(isItem);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isYamlMap(text: string): boolean {
  const { documents } = parseYamlFile(text, { isOurs: () => true, explicit: false });
  const document = documents[0]?.document;
  if (document?.root === undefined) return true;
  return document.root.kind === 'map' && document.problems.every(({ code }) => code !== 'syntax');
}
