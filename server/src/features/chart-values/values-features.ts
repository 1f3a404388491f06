/** Definition, hover and completion of `.Values…` in templates of charts. */
import { shiftRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { CompletionItem } from '../completion/completion-item.ts';
import { code, counted, HoverPage, type HoverText, table } from '../hover/hover-page.ts';
import type { Location } from '../navigation/location.ts';
import { type ValuesPath, valueKeys, valuesAt, valuesPathAt } from './chart-values.ts';

export interface ValuesDefinition {
  readonly origin: ValuesPath['range'];
  readonly targets: readonly Location[];
}

export function valuesDefinition(
  snapshot: Snapshot,
  uri: string,
  offset: number,
): ValuesDefinition | undefined {
  const path = pathAt(snapshot, uri, offset);
  if (path === undefined) return undefined;
  const targets = valuesAt(snapshot, uri, path.keys).map(({ uri: file, entry: { key }, start }) => ({
    uri: file,
    range: shiftRange(key, start),
  }));
  return targets.length === 0 ? undefined : { origin: path.range, targets };
}

export function valuesHover(
  snapshot: Snapshot,
  uri: string,
  offset: number,
): (HoverText & { readonly range: ValuesPath['range'] }) | undefined {
  const path = pathAt(snapshot, uri, offset);
  if (path === undefined) return undefined;
  const page = new HoverPage();
  const rows = valuesAt(snapshot, uri, path.keys).map(({ uri: file, entry, start }) => [
    page.link(decodeURIComponent(file.slice(file.lastIndexOf('/') + 1)), {
      uri: file,
      range: shiftRange(entry.key, start),
    }),
    shortOf(entry.value),
  ]);
  const name = code(`.Values.${path.keys.join('.')}`);
  const markdown =
    rows.length === 0
      ? `${name}\n\nNo values file of this chart sets it`
      : `${name}\n\n${table(['file', 'value'], rows)}`;
  return { range: path.range, markdown, places: page.places };
}

/** Undefined outside of `.Values…`; the keys that go on from there. */
export function valuesCompletion(
  snapshot: Snapshot,
  uri: string,
  offset: number,
): readonly CompletionItem[] | undefined {
  const path = pathAt(snapshot, uri, offset);
  if (path === undefined) return undefined;
  return valueKeys(snapshot, uri, path.keys.slice(0, -1))
    .filter(({ name }) => /^[A-Za-z_]\w*$/.test(name))
    .map(({ name, value }) => ({
      label: name,
      kind: 'field',
      detail: shortOf(value).replaceAll('`', ''),
      insertText: name,
      isSnippet: false,
      range: path.range,
      sortKey: name,
    }));
}

function pathAt(snapshot: Snapshot, uri: string, offset: number): ValuesPath | undefined {
  const text = snapshot.file(uri)?.text;
  return text === undefined ? undefined : valuesPathAt(uri, text, offset);
}

function shortOf(value: YamlNode): string {
  if (value.kind === 'map') return counted(value.entries.length, 'key');
  if (value.kind === 'seq') return counted(value.items.length, 'item');
  return value.text === '' && value.value === null ? 'nothing' : code(value.text);
}
