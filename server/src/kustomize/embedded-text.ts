/** Text that stands inside a scalar (an inline patch): from offsets in what the scalar says to places in its file. */
import { decodeScalar } from '../yaml/decode-scalar.ts';
import type { PlacedDocument, YamlFile, YamlNode, YamlScalar } from '../yaml/node.ts';
import { readWhole } from '../yaml/read-whole.ts';
import type { SourceFile } from './file-source.ts';
import type { Place } from './place.ts';
import type { Locate, TreeScalar } from './tree.ts';

/** YAML to read, and where its offsets are. */
export interface LocatedYaml {
  readonly yaml: YamlFile;
  readonly locate: Locate;
}

export function wholeFile({ path, yaml }: SourceFile): LocatedYaml {
  return { yaml, locate: (start, end) => ({ file: path, start, end }) };
}

/** The YAML that a scalar of the file holds. */
export function embeddedYaml(file: SourceFile | undefined, scalar: TreeScalar): LocatedYaml {
  const yaml = readWhole(scalar.text);
  return { yaml, locate: locateInside(file, scalar) };
}

function locateInside(file: SourceFile | undefined, scalar: TreeScalar): Locate {
  const { origin } = scalar;
  const whole = (): Place => ({ file: origin.file, start: origin.start, end: origin.end });
  const placed = file === undefined ? undefined : documentAt(file.yaml, origin.start);
  const node = placed && scalarAt(placed.document.root, origin.start - placed.start);
  if (placed === undefined || node === undefined || node.text !== scalar.text) return whole;
  const { starts, ends, text } = decodeScalar(placed.document.text, node);
  if (text !== scalar.text) return whole;
  return (start, end) => {
    const from = starts[start] ?? ends.at(-1) ?? node.start;
    const to = end > start ? (ends[end - 1] ?? from) : from;
    return { file: origin.file, start: placed.start + from, end: placed.start + Math.max(from, to) };
  };
}

/** The document of a file that an offset is in. */
export function documentAt({ documents }: YamlFile, offset: number): PlacedDocument | undefined {
  return documents.findLast(({ start }) => start <= offset);
}

/** The scalar that starts at an offset of a document. */
export function scalarAt(root: YamlNode | undefined, offset: number): YamlScalar | undefined {
  let at = root;
  while (at !== undefined && at.kind !== 'scalar') {
    const values: readonly { readonly value: YamlNode }[] = at.kind === 'map' ? at.entries : at.items;
    at = values.find(
      ({ value }) => value.start <= offset && offset < Math.max(value.end, value.start + 1),
    )?.value;
  }
  return at?.start === offset ? at : undefined;
}
