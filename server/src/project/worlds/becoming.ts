/**
 * What a Kustomize root becomes, or how the templates of a chart read, as text for people: every line knows where its
 * value is written, and says so where that is another file than the object's.
 */
import { pathOf } from '../../base/canonical-uri.ts';
import { LineIndex } from '../../base/line-index.ts';
import { childPath, itemPath, ROOT_PATH } from '../../base/node-path.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Chart } from '../../helm/chart.ts';
import { type Build, type BuiltObject, builtObjectToJson, leavesOf } from '../../kustomize/build.ts';
import type { Origin, Place } from '../../kustomize/place.ts';
import type { RenderedDocument } from '../../workspace/chart-rendering.ts';
import type { TemplatePlaces } from '../../workspace/template-places.ts';
import { locatePath } from '../../yaml/navigate.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { writeEntryValue } from '../../yaml/write-value.ts';

/** Where what stands in a line is written. */
export interface LineOrigin {
  /** Of the text, zero-based. */
  readonly line: number;
  readonly uri: string;
  readonly range: OffsetRange;
  /** The words in the line that name the place; absent where it is clear. In characters of the line. */
  readonly words?: OffsetRange;
}

export interface Becoming {
  readonly text: string;
  /** In order of lines; at most one for a line. */
  readonly origins: readonly LineOrigin[];
}

export interface BecomingNames {
  uriOf(path: string): string;
  /** How people call a file. */
  show(uri: string): string;
  /** Text of a file that was read. */
  textOf(uri: string): string | undefined;
}

const LAYOUT = { step: 2, dashStep: 0, lineBreak: '\n' } as const;

export function becomingOf(build: Build, title: string, names: BecomingNames): Becoming {
  const page = new Page(names);
  page.add(`# What ${title} becomes: ${build.objects.length} objects. A line leads to where it is written.`);
  for (const error of build.errors) page.addComment(`cannot be built: ${error.message}`, error);
  for (const { kind, value, ...place } of build.unresolved)
    page.addComment(`left out: ${kind} ${value}`, place);
  for (const object of build.objects) addObject(page, object);
  return page.done();
}

/** What an installed Helm made of a chart. */
export function helmBecoming(
  documents: readonly RenderedDocument[],
  title: string,
  names: BecomingNames,
): Becoming {
  const page = new Page(names);
  page.add(
    `# What ${title} becomes: ${documents.length} objects, rendered by Helm. A line leads to where it is written.`,
  );
  for (const { text, root, uri, match } of documents) {
    page.add('---');
    const home = uri === undefined ? '' : pathOf(uri);
    if (uri !== undefined) page.addComment('written in', { file: home, ...(match?.range ?? NOWHERE) });
    const byLine = match === undefined ? undefined : originsByLine(text, root, match);
    for (const [at, line] of text.trimEnd().split('\n').entries()) page.addValue(line, byLine?.get(at), home);
  }
  return page.done();
}

const NOWHERE = { start: 0, end: 0 } as const;

function originsByLine(
  text: string,
  root: YamlNode,
  { places }: TemplatePlaces,
): ReadonlyMap<number, Origin> {
  const lines = new LineIndex(text);
  const byLine = new Map<number, Origin>();
  for (const [path, { uri, range, via }] of places) {
    const found = locatePath(root, path);
    if (found?.complete !== true) continue;
    const { line } = lines.positionAt((found.entry?.key ?? found.node).start);
    const by = via.map((place) => ({ file: pathOf(place.uri), ...place.range }));
    if (!byLine.has(line)) byLine.set(line, { file: pathOf(uri), ...range, via: by });
  }
  return byLine;
}

export function chartReading(chart: Chart, title: string, names: BecomingNames): Becoming {
  const page = new Page(names);
  page.add(
    `# How the templates of ${title} read. Nothing was run: "templated" is what only a rendering knows.`,
  );
  for (const { path, template } of chart.templates) {
    page.add('---');
    page.addComment('template', { file: path, start: 0, end: 0 });
    const { fault } = template;
    if (fault !== undefined) page.addComment(`cannot be read: ${fault.message}`, { file: path, ...fault });
    for (const { nodes } of template.documents) {
      for (const { path: at, range, state, value } of nodes) {
        const shown = state === 'templated' ? '' : ` ${JSON.stringify(value ?? null)}`;
        page.add(`${at}:${shown}${state === 'certain' ? '' : `  # ${state}`}`, { file: path, ...range });
      }
    }
  }
  return page.done();
}

function addObject(page: Page, object: BuiltObject): void {
  const text = writeEntryValue(builtObjectToJson(object), -LAYOUT.step, LAYOUT).trimStart();
  const root = readWhole(`${text}\n`).documents[0]?.document.root;
  const lines = new LineIndex(text);
  const byLine = new Map<number, Origin>();
  for (const { steps, tree } of leavesOf(object.root)) {
    const path = steps.reduce<string>(
      (at, step) => (typeof step === 'number' ? itemPath(at, step) : childPath(at, step)),
      ROOT_PATH,
    );
    const found = locatePath(root, path);
    if (found?.complete !== true) continue;
    const { line } = lines.positionAt((found.entry?.key ?? found.node).start);
    if (!byLine.has(line)) byLine.set(line, tree.origin);
  }
  page.add('---');
  page.addComment('written in', object.root.origin);
  for (const [at, line] of text.split('\n').entries())
    page.addValue(line, byLine.get(at), object.root.origin.file);
}

class Page {
  readonly #names: BecomingNames;
  readonly #lines: string[] = [];
  readonly #origins: LineOrigin[] = [];
  readonly #indexes = new Map<string, LineIndex | undefined>();

  constructor(names: BecomingNames) {
    this.#names = names;
  }

  done(): Becoming {
    return { text: `${this.#lines.join('\n')}\n`, origins: this.#origins };
  }

  add(text: string, place?: Place): void {
    if (place !== undefined) this.#note(place);
    this.#lines.push(text);
  }

  addComment(text: string, place: Place): void {
    const line = text.split('\n').map((part) => part.trim());
    this.#withPlace(`# ${line.join(' ')}`, place);
  }

  /** @param home the file that the object is written in: a value from there says nothing of it */
  addValue(text: string, origin: Origin | undefined, home: string): void {
    if (origin === undefined) this.add(text);
    else {
      const [changed] = origin.via ?? [];
      const other = origin.file === home ? changed : origin;
      // Behind the first line of a block, or of text over several lines, nothing can stand.
      if (other === undefined || /[|>][-+\d]*$/.test(text)) this.add(text, origin);
      else this.#withPlace(`${text}  #`, other);
    }
  }

  #withPlace(text: string, place: Place): void {
    const name = this.#placeName(place);
    this.#note(place, { start: text.length + 1, end: text.length + 1 + name.length });
    this.#lines.push(`${text} ${name}`);
  }

  #note({ file, start, end }: Place, words?: OffsetRange): void {
    this.#origins.push({
      line: this.#lines.length,
      uri: this.#names.uriOf(file),
      range: { start, end },
      ...(words && { words }),
    });
  }

  #placeName({ file, start }: Place): string {
    const uri = this.#names.uriOf(file);
    if (!this.#indexes.has(uri)) {
      const text = this.#names.textOf(uri);
      this.#indexes.set(uri, text === undefined ? undefined : new LineIndex(text));
    }
    const line = this.#indexes.get(uri)?.positionAt(start).line;
    return line === undefined ? this.#names.show(uri) : `${this.#names.show(uri)}:${line + 1}`;
  }
}
