/** `patches`, `patchesStrategicMerge` and `patchesJson6902`. */
import type { LocatedYaml } from '../embedded-text.ts';
import { applyOperation } from '../json-patch.ts';
import type { MergeSchemas } from '../merge-keys.ts';
import { mergePatch } from '../merge-strategic.ts';
import type { Origin } from '../place.ts';
import type { Problems } from '../problems.ts';
import { readResources, readTrees } from '../read-resources.ts';
import type { BuildResource } from '../resource.ts';
import { idText } from '../resource-id.ts';
import type { ResourceSet } from '../resource-set.ts';
import { TargetSelector } from '../selector.ts';
import {
  child,
  cloneMap,
  descendant,
  isNull,
  isTrue,
  setEntry,
  stringTree,
  type Tree,
  type TreeMap,
} from '../tree.ts';

/** One entry, read and checked. */
export type Patch =
  | {
      readonly form: 'strategic';
      readonly patches: readonly BuildResource[];
      readonly settings: PatchSettings;
    }
  | { readonly form: 'json'; readonly operations: readonly Tree[]; readonly settings: PatchSettings };

export interface PatchSettings {
  readonly target: Tree | undefined;
  readonly options: Tree | undefined;
  /** Of the entry in the kustomization. */
  readonly origin: Origin;
  /** Patches that are copied to what they select carry a null in labels and annotations as the text `null`. */
  readonly isCopied: boolean;
  /** `patchesJson6902` does not count as a change of names. */
  readonly isOldJson: boolean;
}

export interface PatchContext {
  readonly problems: Problems;
  readonly schemas: MergeSchemas;
}

/** Both forms look at the text: a list is a JSON patch, mappings with kind and name are strategic patches. */
export function readPatch(
  located: LocatedYaml,
  settings: PatchSettings,
  problems: Problems,
): Patch | undefined {
  const trees = readTrees(located, problems, 'patch-malformed');
  const [first] = trees ?? [];
  if (trees === undefined || first === undefined) return undefined;
  if (first.kind === 'list') {
    if (!isJson(located.yaml.text))
      return problems.fail('patch-malformed', 'A patch that starts with "[" must be JSON', first.origin);
    if (settings.target === undefined)
      return problems.fail('patch-malformed', 'A JSON patch needs a target', settings.origin);
    return { form: 'json', operations: first.items, settings };
  }
  if (first.kind === 'scalar')
    return problems.fail(
      'patch-malformed',
      'This is neither a JSON patch nor a strategic patch',
      first.origin,
    );
  return readStrategic(located, settings, problems);
}

/** Text that starts like a JSON list is read as JSON only. */
function isJson(text: string): boolean {
  if (!text.trimStart().startsWith('[')) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function readStrategic(
  located: LocatedYaml,
  settings: PatchSettings,
  problems: Problems,
): Patch | undefined {
  const patches = readResources(located, problems, 'patch-malformed');
  if (patches === undefined) return undefined;
  if (settings.target !== undefined && patches.length > 1) {
    const message = 'Several strategic patches in one entry cannot have a target';
    return problems.fail('patch-malformed', message, settings.origin);
  }
  return { form: 'strategic', patches, settings };
}

export function applyPatch(set: ResourceSet, patch: Patch, context: PatchContext): void {
  const { target } = patch.settings;
  if (patch.form === 'json') {
    const selector = new TargetSelector(target);
    for (const resource of set.all.filter((candidate) => selector.selects(candidate)))
      if (!applyOperations(resource, patch.operations, patch.settings, context)) return;
    set.changed();
    return;
  }
  for (const one of patch.patches) {
    const targets = target === undefined ? uniqueTarget(set, one, context) : selected(set, target);
    const deleted = new Set(
      targets.filter((resource) => !applyStrategic(resource, one, patch.settings, context)),
    );
    if (deleted.size > 0) set.keep((resource) => !deleted.has(resource));
    else set.changed();
  }
}

function selected(set: ResourceSet, target: Tree): readonly BuildResource[] {
  const selector = new TargetSelector(target);
  return set.all.filter((resource) => selector.selects(resource));
}

function uniqueTarget(
  set: ResourceSet,
  patch: BuildResource,
  { problems }: PatchContext,
): readonly BuildResource[] {
  const found = set.withAnyId(patch.id);
  if (found.length === 1) return found;
  const place = patch.nameOrigin;
  if (problems.hasMissingObjects)
    problems.leaveOut({ kind: 'patch-target', effect: 'changes', value: patch.name }, place);
  else if (found.length === 0)
    problems.fail('patch-target-missing', `There is no ${idText(patch.id)} of this version to patch`, place);
  else problems.fail('patch-target-missing', `Several objects are or were ${idText(patch.id)}`, place);
  return [];
}

/** False when the object is to go. A patch that does not fit changes nothing. */
function applyStrategic(
  resource: BuildResource,
  patch: BuildResource,
  { options, isCopied }: PatchSettings,
  { problems, schemas }: PatchContext,
): boolean {
  const mayRename = isTrue(child(options, 'allowNameChange'));
  const mayChangeKind = isTrue(child(options, 'allowKindChange'));
  const root = resource.copyRoot();
  const { isDeleted, fault } = mergePatch(
    root,
    isCopied ? withTextNulls(patch.root) : patch.root,
    schemas(resource.gvk),
  );
  if (isDeleted) return false;
  if (fault !== undefined) {
    const message = 'The patch and the object hold different forms here';
    problems.fail('patch-failed', message, fault.tree.origin);
    return true;
  }
  if (mayRename || mayChangeKind) resource.rememberName();
  restoreIdentity(root, resource, { mayRename, mayChangeKind });
  resource.root = root;
  return true;
}

function withTextNulls(patch: TreeMap): TreeMap {
  const copy = cloneMap(patch);
  for (const field of ['labels', 'annotations']) {
    const map = descendant(copy, 'metadata', field);
    if (map?.kind !== 'map') continue;
    for (const [name, { value }] of map.entries)
      if (isNull(value)) setEntry(map, name, stringTree('null', value.origin));
  }
  return copy;
}

function restoreIdentity(
  root: TreeMap,
  { root: before }: BuildResource,
  { mayRename, mayChangeKind }: { readonly mayRename: boolean; readonly mayChangeKind: boolean },
): void {
  if (!mayChangeKind) keep(root, before, 'kind');
  keep(root, before, 'apiVersion');
  const metadata = child(root, 'metadata');
  const metadataBefore = child(before, 'metadata');
  if (metadata?.kind !== 'map' || metadataBefore?.kind !== 'map') return;
  if (!mayRename) keep(metadata, metadataBefore, 'name');
  keep(metadata, metadataBefore, 'namespace');
}

function keep(map: TreeMap, before: TreeMap, field: string): void {
  const value = child(before, field);
  if (value === undefined) map.entries.delete(field);
  else setEntry(map, field, value);
}

/** False when an operation failed; then the object stays as it was. */
function applyOperations(
  resource: BuildResource,
  operations: readonly Tree[],
  { isOldJson }: PatchSettings,
  { problems }: PatchContext,
): boolean {
  const root = resource.copyRoot();
  const notes = isOldJson && resource.previous.length === 0 ? 'without-notes' : 'with-notes';
  for (const operation of operations) {
    const wrong = applyOperation(root, operation, notes);
    if (wrong === undefined) continue;
    const message = `The operation ${wrong} in ${idText(resource.id)}`;
    problems.fail('patch-failed', message, operation.origin);
    return false;
  }
  if (!isOldJson) resource.rememberName();
  resource.root = root;
  return true;
}
