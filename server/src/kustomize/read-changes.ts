/** Patches and replacements as a kustomization names them: in the file itself or in others. */
import type { BuildContext } from './context.ts';
import { embeddedYaml, type LocatedYaml, wholeFile } from './embedded-text.ts';
import { REPLACEMENTS } from './kustomization-shape.ts';
import type { Kustomization } from './read-kustomization.ts';
import { readTrees } from './read-resources.ts';
import { conform } from './shape.ts';
import { type Patch, type PatchSettings, readPatch, readStrategic } from './transformers/patches.ts';
import { child, mapItems, type Tree, type TreeMap, type TreeScalar, textOf } from './tree.ts';

/** Text that is a mapping is the patch itself, else it names a file. */
export function oldStrategicPatch(
  entry: TreeScalar,
  kustomization: Kustomization,
  { loader, problems }: BuildContext,
): Patch | undefined {
  const settings: PatchSettings = {
    target: undefined,
    options: undefined,
    origin: entry.origin,
    isCopied: true,
    isOldJson: false,
  };
  const isInline = entry.text.includes('\n') || /^\s*\{|:\s/.test(entry.text);
  if (isInline) return readStrategic(embeddedYaml(kustomization.file, entry), settings, problems);
  const file = loader.namedFile(kustomization.folder, entry.text, entry.origin);
  return file && readStrategic(wholeFile(file), settings, problems);
}

/** An entry of `patches`, or the settings of a builtin PatchTransformer. */
export function patchOf(
  entry: TreeMap,
  kustomization: Kustomization,
  context: BuildContext,
  old: { readonly isOldJson: boolean; readonly textField: string } = { isOldJson: false, textField: 'patch' },
): Patch | undefined {
  const { problems } = context;
  const { origin } = entry;
  const target = child(entry, 'target');
  const settings: PatchSettings = {
    target,
    options: child(entry, 'options'),
    origin,
    isCopied: target !== undefined,
    isOldJson: old.isOldJson,
  };
  const located = patchText(entry, kustomization, context, old.textField);
  if (located === undefined) return undefined;
  if (!old.isOldJson) return readPatch(located, settings, problems);
  if (!textOf(child(target, 'name')))
    return problems.fail('patch-malformed', 'The target needs a name', origin);
  return readPatch(located, settings, problems);
}

function patchText(
  entry: TreeMap,
  kustomization: Kustomization,
  { loader, problems }: BuildContext,
  textField: string,
): LocatedYaml | undefined {
  const inline = child(entry, textField);
  const path = child(entry, 'path');
  const isInline = (textOf(inline) ?? '').trim() !== '';
  const isFile = textOf(path) !== undefined && textOf(path) !== '';
  if (isInline === isFile) {
    const message = isFile
      ? 'A patch has either "path" or "patch", not both'
      : 'A patch needs "path" or "patch"';
    return problems.fail('patch-malformed', message, entry.origin);
  }
  if (inline?.kind === 'scalar' && isInline)
    return embeddedYaml(loader.file(inline.origin.file) ?? kustomization.file, inline);
  const file =
    path?.kind === 'scalar' ? loader.namedFile(kustomization.folder, path.text, path.origin) : undefined;
  return file && wholeFile(file);
}

/** Replacements as they stand, or in the file that `path` names: one, or a list. */
export function replacementsIn(
  list: Tree | undefined,
  kustomization: Kustomization,
  { loader, problems }: BuildContext,
): readonly TreeMap[] {
  return mapItems(list).flatMap((entry) => {
    const path = child(entry, 'path');
    if (path?.kind !== 'scalar') return [entry];
    const file = loader.namedFile(kustomization.folder, path.text, path.origin);
    const [tree] = (file && readTrees(wholeFile(file), problems, 'kustomization-malformed')) ?? [];
    if (tree === undefined) return [];
    const written: Tree = tree.kind === 'list' ? tree : { kind: 'list', items: [tree], origin: tree.origin };
    const fault = conform(written, REPLACEMENTS);
    if (fault !== undefined) problems.fail(fault.class, fault.message, fault.place);
    return fault === undefined ? mapItems(written) : [];
  });
}
