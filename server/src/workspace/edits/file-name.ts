/** How a folder names its files after the objects in them. */

/** A file that holds one object. */
export interface NamedFile {
  /** Without folder: `reviews-dr.yaml`. */
  readonly file: string;
  readonly kind: string;
  readonly name: string;
}

type Named = Pick<NamedFile, 'kind' | 'name'>;

/** The ways in which people write a kind into a file's name. */
const KIND_WORDS: readonly ((kind: string) => string)[] = [
  kebabCase,
  (kind) => kind.toLowerCase(),
  (kind) => kind,
  (kind) => kind.replace(/[^A-Z]/g, '').toLowerCase(),
];

/** More telling ones first: of two that fit as many files, the first counts. */
const HABITS: readonly ((object: Named) => string)[] = [
  ...['-', '.', '_'].flatMap((join) =>
    KIND_WORDS.flatMap((word) => [
      ({ kind, name }: Named) => `${name}${join}${word(kind)}`,
      ({ kind, name }: Named) => `${word(kind)}${join}${name}`,
    ]),
  ),
  ...KIND_WORDS.map(
    (word) =>
      ({ kind }: Named) =>
        word(kind),
  ),
  ({ name }) => name,
];

/** A name for the file of a new object, as the others have theirs; undefined when there are none to learn from. */
export function fileNameFor(files: readonly NamedFile[], wanted: Named): string | undefined {
  const stems = files.map((each) => ({ ...each, stem: each.file.replace(/\.(?:ya?ml|json)$/i, '') }));
  const extensions = files.flatMap(({ file }) => /\.ya?ml$/i.exec(file) ?? []);
  if (extensions.length === 0) return undefined;
  const taken = new Set(stems.map(({ stem }) => stem));
  const scored = HABITS.map((habit) => ({
    name: habit(wanted),
    score: stems.filter((each) => habit(each) === each.stem).length,
  })).filter(({ name }) => !taken.has(name));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), {
    name: `${wanted.name}-${kebabCase(wanted.kind)}`,
    score: 0,
  });
  return best.name + mostFrequent(extensions);
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** `virtual-service`, `http-route`. */
function kebabCase(kind: string): string {
  return kind
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
