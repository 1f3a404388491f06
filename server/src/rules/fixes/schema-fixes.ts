/** Fixes that several schema rules offer. */
import { childPath, itemPath, pathSteps } from '../../base/node-path.ts';
import { cursorAt } from '../../model/embedded-documents.ts';
import type { Resource } from '../../model/resource.ts';
import { fieldAt, kindSchema } from '../../schema/lookup.ts';
import { definitions } from '../../workspace/tables/definitions.ts';
import { remove, rename, set } from '../../yaml/plan/operation.ts';
import type { Fix, FixContext, FixDefinition, FixedFinding } from '../define-rule.ts';
import { suggestion, way } from './forms.ts';

/** Writes the name that was probably meant in place of the key. */
export const renameField: FixDefinition = suggestion((finding, { resource }) =>
  suggestedNames(finding)
    .filter((name) => canHold(resource, finding.at.path, name))
    .map((name) => way(name, `Rename to "${name}"`, rename(finding.at.path, name))),
);

/** Another spelling of the very name leaves no doubt. */
function suggestedNames({ data }: FixedFinding): readonly string[] {
  const { spelling, suggestions } = data as {
    readonly spelling: string | null;
    readonly suggestions: readonly string[];
  };
  return spelling === null ? suggestions : [spelling];
}

/** What stands at the path is of the form that the field of that name takes. */
function canHold(resource: Resource, path: string, name: string): boolean {
  const kind = kindSchema(resource.kindId);
  const field = kind && fieldAt(kind, [...pathSteps(path).slice(0, -1), name]);
  const written = cursorAt(resource, path);
  switch (field?.type) {
    case undefined:
    case 'any':
      return true;
    case 'list':
      return written.isList;
    case 'object':
      return written.isMap && written.entries().every(({ key }) => field.fields?.has(key) !== false);
    case 'map':
      return written.isMap;
    default:
      return !written.isList && !written.isMap;
  }
}

/** Takes the field out and writes it where it belongs, in each place that has such a field. */
export const moveField: FixDefinition = suggestion(({ data, at }, { resource }) => {
  const { place, places = [] } = data as {
    readonly place: string | null;
    readonly places?: readonly string[];
  };
  const value = cursorAt(resource, at.path).json();
  if (value === undefined) return [];
  return (place === null ? places : [place])
    .filter((target) => !cursorAt(resource, target).exists)
    .map((target) => way(target, `Move to "${target}"`, remove(at.path, 'remove'), set(target, value)));
});

/** Writes what a field of an early release says into the one that took its place, where that takes the same. */
export const useSuccessor: FixDefinition = suggestion(({ data, at }, { resource }) => {
  const steps = String(data['successor']).split('.');
  const written = cursorAt(resource, at.path);
  const value = written.json();
  const parent = pathSteps(at.path).slice(0, -1);
  const kind = kindSchema(resource.kindId);
  const field = kind && fieldAt(kind, [...parent, ...steps]);
  const takesIt = field?.type === 'map' ? written.isMap : field?.type === 'list' && written.isList;
  const isFlat = Object.values(value ?? {}).every((each) => typeof each !== 'object');
  const target = [...parent, ...steps].reduce<string>(
    (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
    '',
  );
  if (value === undefined || !takesIt || !isFlat || cursorAt(resource, target).exists) return [];
  return [{ title: `Move to "${target}"`, operations: [remove(at.path), set(target, value)] }];
});

export const removeField: FixDefinition = suggestion(({ data, at }) => [
  { title: `Remove "${data['field']}"`, operations: [remove(at.path)] },
]);

/** One fix for each member that is set, or of those that may be kept: it stays, the others go. */
export const keepOnlyOne: FixDefinition = suggestion(({ data }) => {
  const {
    present,
    parent,
    kept: keepable,
  } = data as {
    readonly present: readonly string[];
    readonly parent: string;
    readonly kept?: readonly string[];
  };
  return (keepable ?? present).map((kept) => {
    const others = present.filter((key) => key !== kept);
    return way(kept, `Keep only "${kept}"`, ...others.map((key) => remove(childPath(parent, key))));
  });
});

/** Offers what was probably meant, else every allowed value when there are few. */
export const replaceByAllowed: FixDefinition = suggestion(({ data, at }) => {
  const { suggestions, allowed, name } = data as {
    readonly suggestions: readonly string[];
    readonly allowed: readonly string[];
    readonly name: string | null;
  };
  const likely = name === null ? suggestions : [name];
  const offered = likely.length > 0 || allowed.length > 8 ? likely : allowed;
  return offered.map((value) => way(value, `Use "${value}"`, set(at.path, value)));
});

/** Keeps the group of `apiVersion` and changes its version to a served one, preferred first. */
export function swapVersion({ resource, world }: FixContext, { data, at }: FixedFinding): readonly Fix[] {
  const { preferred, served } = data as {
    readonly preferred?: string;
    readonly served?: readonly string[];
  };
  const { apiVersion } = resource;
  const group = apiVersion.slice(0, apiVersion.lastIndexOf('/') + 1);
  // What tells two objects apart must stay.
  const { kindId, namespace, name } = resource;
  if (world.read(definitions, `${kindId}/${namespace}/${name}`).length > 1) return [];
  const versions = preferred === undefined ? (served ?? []) : [preferred];
  return versions.map((version) => way(version, `Use version "${version}"`, set(at.path, group + version)));
}

export function quoteScalar(_: FixContext, { data, at }: FixedFinding): readonly Fix[] {
  return [{ title: 'Put it in quotes', operations: [set(at.path, String(data['text']))] }];
}

/** The text is known to read as a number or boolean. */
export function unquoteScalar(_: FixContext, { data, at }: FixedFinding): readonly Fix[] {
  const value = JSON.parse(String(data['text'])) as number | boolean;
  return [{ title: 'Remove the quotes', operations: [set(at.path, value)] }];
}

/** `host: a` becomes `host: [a]`, `uri: /a` becomes `uri: { exact: /a }`. */
export function wrapScalar({ resource }: FixContext, { data, at }: FixedFinding): readonly Fix[] {
  const { member } = data;
  const written = cursorAt(resource, at.path).json();
  if (written === undefined || written === null || typeof written === 'object') return [];
  const value = typeof member === 'string' ? { [member]: written } : [written];
  const title = typeof member === 'string' ? `Write it as "${member}"` : 'Make it a list';
  return [{ title, operations: [{ op: 'set', path: at.path, value, flow: true }] }];
}
