/** Unknown fields: the spelling that was meant, or the place where the field belongs. */

import { nearest } from '../base/nearest.ts';
import { childPath, ROOT_PATH } from '../base/node-path.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ErrorPlace } from './error-place.ts';
import type { FieldSchema } from './field-schema.ts';
import { METADATA_SCHEMA } from './metadata-schema.ts';
import { retiredField } from './retired-fields.ts';
import type { SchemaProblem } from './schema-problem.ts';

const TOP_LEVEL = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/** Undefined for a key that a template action writes. */
export function explainUnknownField(key: string, place: ErrorPlace): SchemaProblem | undefined {
  if (holdsPlaceholder(key)) return undefined;
  const path = childPath(place.path, key);
  // SOPS keeps what it needs to decrypt beside the object, and takes it away with the encryption.
  if (place.path === ROOT_PATH) return key === 'sops' ? undefined : unknownTopLevel(key, place);
  const names = freeNames([...(place.field.fields?.keys() ?? [])], place.node);
  const spelling = sameWord(key, names);
  const selector = spelling === null ? selectorKey(key, names) : null;
  const moved = spelling === null && selector === null ? betterPlace(key, place) : null;
  const successor = retiredField(key, place);
  const suggestions = selector !== null ? [selector] : moved === null ? nearest(key, names) : [];
  return {
    code: 'unknown-field',
    path,
    part: 'key',
    data: {
      field: key,
      parent: place.path,
      spelling,
      suggestions: successor === null ? suggestions : [],
      place: moved,
      places: moved === null ? memberPlaces(key, place) : [],
      successor,
    },
    equivalents: ['schema', 'V-DEC-02'],
  };
}

function unknownTopLevel(key: string, place: ErrorPlace): SchemaProblem {
  const names = freeNames(TOP_LEVEL, place.node);
  const spelling = sameWord(key, names);
  const moved = spelling === null ? topLevelPlace(key, place.field) : null;
  return {
    code: 'unknown-top-level',
    path: childPath(ROOT_PATH, key),
    part: 'key',
    data: {
      field: key,
      spelling,
      suggestions: moved === null ? nearest(key, names) : [],
      place: moved,
    },
    equivalents: ['schema', 'V-DEC-04'],
  };
}

function topLevelPlace(key: string, root: FieldSchema): string | null {
  if (METADATA_SCHEMA.fields?.has(key)) return childPath('metadata', key);
  return root.fields?.get('spec')?.fields?.has(key) ? childPath('spec', key) : null;
}

function freeNames(names: readonly string[], node: YamlNode): readonly string[] {
  return names.filter((name) => findEntry(node, name) === undefined);
}

/** The name that differs in case and separators only, such as the snake_case form. */
function sameWord(key: string, names: readonly string[]): string | null {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
  return names.find((name) => plain(name) === plain(key)) ?? null;
}

/** Selectors are `matchLabels` in policies, `labels` in Sidecar, EnvoyFilter and ServiceEntry. */
function selectorKey(key: string, names: readonly string[]): string | null {
  if (key === 'labels' && names.includes('matchLabels')) return 'matchLabels';
  return key === 'matchLabels' && names.includes('labels') ? 'labels' : null;
}

function betterPlace(key: string, place: ErrorPlace): string | null {
  return labelsPlace(key, place) ?? memberPlace(key, place) ?? parentPlace(key, place);
}

/** `selector: {app: web}` where the labels belong below `matchLabels`. */
function labelsPlace(key: string, { field, node, path }: ErrorPlace): string | null {
  const value = findEntry(node, key)?.value;
  const only = field.fields?.size === 1 ? [...field.fields][0] : undefined;
  if (only === undefined || only[1].type !== 'map' || value?.kind !== 'scalar') return null;
  return childPath(childPath(path, only[0]), key);
}

/** One level down: the one member that has the field. */
function memberPlace(key: string, place: ErrorPlace): string | null {
  const [only, ...others] = memberPlaces(key, place);
  return only === undefined || others.length > 0 ? null : only;
}

/** One level down: in every member that has the field. */
function memberPlaces(key: string, { field, path }: ErrorPlace): readonly string[] {
  return [...(field.fields ?? [])]
    .filter(([, member]) => member.fields?.has(key))
    .map(([name]) => childPath(childPath(path, name), key));
}

/** Up to two objects up; the resource itself has no fields of its own. */
function parentPlace(key: string, { parents }: ErrorPlace): string | null {
  const objects = parents
    .filter((parent) => parent.field.type === 'object' && parent.path !== ROOT_PATH)
    .slice(-2);
  const holder = objects.findLast((parent) => parent.field.fields?.has(key));
  return holder === undefined ? null : childPath(holder.path, key);
}
