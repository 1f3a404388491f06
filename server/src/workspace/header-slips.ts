/** Headers of documents that were meant to be ours: a line of them is missing, or the group is misspelt. */

import { groupName, kindName } from '../base/kind-id.ts';
import { isNearMiss } from '../base/near-miss.ts';
import { OWN_GROUPS } from '../model/known-kinds.ts';
import type { KindSchema } from '../schema/field-schema.ts';
import { allKinds, fieldAt, gatewayApiReleases, latestRelease } from '../schema/lookup.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { DocumentHeader, YamlProblem } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse-document.ts';

/** Undefined for headers that are whole, for other people's documents, and where a template may fill it in. */
export function headerSlip({ apiVersion, kind }: DocumentHeader, text: string): YamlProblem | undefined {
  if ((apiVersion === undefined && kind === undefined) || text.includes('{{')) return undefined;
  if (apiVersion === undefined) return missingVersion(kind ?? '', text);
  if (kind === undefined) return missingKind(apiVersion, text);
  return misspeltGroup(apiVersion, kind, text);
}

function missingVersion(kind: string, text: string): YamlProblem | undefined {
  const versions = versionsOf(kind);
  if (versions.length === 0 || hasKey(text, 'apiVersion') || !isWhole(text)) return undefined;
  const at = valueRange(text, 'kind');
  return (
    at && {
      code: 'incomplete-header',
      ...at,
      data: { missing: 'apiVersion', kind, versions: versions.join(' ') },
    }
  );
}

function missingKind(apiVersion: string, text: string): YamlProblem | undefined {
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  if (!OWN_GROUPS.includes(group) || hasKey(text, 'kind') || !isWhole(text)) return undefined;
  const at = valueRange(text, 'apiVersion');
  if (at === undefined) return undefined;
  const kinds = kindsWithFields(group, apiVersion.slice(group.length + 1), specKeys(text));
  const data = { missing: 'kind', kind: '', versions: apiVersion, kinds: kinds.join(' ') };
  return { code: 'incomplete-header', ...at, data };
}

/** More of them tell nobody anything. */
const MAX_KINDS = 3;

/** Kinds of a version of a group that have all these fields; none when they are many. */
function kindsWithFields(group: string, version: string, keys: readonly string[]): readonly string[] {
  const fitting = allKinds().filter(
    (schema) =>
      schema.group === group &&
      versionNames(schema).includes(version) &&
      keys.every((key) => fieldAt(schema, ['spec', key]) !== undefined),
  );
  return keys.length === 0 || fitting.length > MAX_KINDS ? [] : fitting.map(({ id }) => kindName(id));
}

function specKeys(text: string): readonly string[] {
  const { root } = parseDocument(text, { apiVersion: undefined, kind: undefined });
  const spec = findEntry(root, 'spec')?.value;
  return spec?.kind === 'map' ? spec.entries.map(({ key }) => key.text) : [];
}

function misspeltGroup(apiVersion: string, kind: string, text: string): YamlProblem | undefined {
  const slash = apiVersion.indexOf('/');
  const group = apiVersion.slice(0, slash);
  if (slash < 0 || OWN_GROUPS.includes(group)) return undefined;
  const meant = kindsOf(kind)
    .map(({ id }) => groupName(id))
    .find((own) => isNearMiss(group, own));
  const at = valueRange(text, 'apiVersion');
  if (meant === undefined || at === undefined) return undefined;
  return { code: 'misspelt-group', ...at, data: { group, meant, version: apiVersion.slice(slash) } };
}

function kindsOf(kind: string) {
  return allKinds().filter(({ id }) => kindName(id) === kind);
}

/** Preferred versions of the kinds of that name. */
function versionsOf(kind: string): readonly string[] {
  return kindsOf(kind).flatMap((schema) => {
    const [version] = versionNames(schema);
    return version === undefined ? [] : [`${schema.group}/${version}`];
  });
}

/** Served ones of the newest release, the preferred one first. */
export function versionNames(schema: KindSchema): readonly string[] {
  const release = schema.family === 'istio' ? latestRelease() : (gatewayApiReleases().at(-1) ?? '');
  return schema
    .versions(release, 'experimental')
    .filter(({ served }) => served)
    .map(({ name }) => name);
}

/** An object of Kubernetes, not a snippet of something else. */
function isWhole(text: string): boolean {
  return hasKey(text, 'metadata') && hasKey(text, 'spec');
}

function hasKey(text: string, key: string): boolean {
  return startOfKey(text, key) >= 0;
}

/** Offset of a key at the first column; -1 when there is none. Quoted keys count as foreign style. */
function startOfKey(text: string, key: string): number {
  const wanted = `${key}:`;
  if (text.startsWith(wanted)) return 0;
  const at = text.indexOf(`\n${wanted}`);
  return at < 0 ? -1 : at + 1;
}

/** The scalar behind a key, quotes included; undefined in flow style. */
function valueRange(text: string, key: string): { readonly start: number; readonly end: number } | undefined {
  const at = startOfKey(text, key);
  if (at < 0) return undefined;
  let start = at + key.length + 1;
  while (text[start] === ' ') start++;
  let end = start;
  while (end < text.length && !/[\s#]/.test(text.charAt(end))) end++;
  return end > start ? { start, end } : undefined;
}
