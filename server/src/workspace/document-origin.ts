/** The origin of an object that stands in a document of a file as it is. */
import { type OffsetRange, shiftRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import type { WrittenResource } from '../model/resource.ts';
import type { EditRefusal, FileEdits, FileRange, LocatedPlace, Origin, PlacePart } from './origin.ts';
import { type DocumentPlace, placeInDocument } from './place-in-document.ts';

export class DocumentOrigin implements Origin {
  readonly uri: string;
  readonly branches: string | undefined;
  readonly #resource: WrittenResource;
  /** Offset in the file of the document's offset 0. */
  readonly #start: number;

  constructor(uri: string, resource: WrittenResource, start: number, branches?: string) {
    this.uri = uri;
    this.branches = branches;
    this.#resource = resource;
    this.#start = start;
  }

  get files(): readonly string[] {
    return [this.uri];
  }

  get extent(): OffsetRange {
    const { start, end } = this.#resource.root;
    return { start: start + this.#start, end: end + this.#start };
  }

  locate(place: PlacePart): LocatedPlace {
    const { range, kind, via } = keptPlace(this.#resource, place);
    const uses = via === undefined ? [] : [{ uri: this.uri, range: this.placeRange(via), text: USED_HERE }];
    return { uri: this.uri, range: this.placeRange(range), kind, via: uses };
  }

  editable(path: string): FileRange | EditRefusal {
    const { uri, range, via } = this.locate({ path });
    return via.length > 0 ? { refused: 'It is brought here by an alias' } : { uri, range };
  }

  placeEdits(edits: readonly TextEdit[]): FileEdits {
    const placed = edits.map(({ range, newText }) => ({ range: this.placeRange(range), newText }));
    return new Map([[this.uri, placed]]);
  }

  placeRange(range: OffsetRange): OffsetRange {
    return shiftRange(range, this.#start);
  }

  offsetIn(uri: string, offset: number): number | undefined {
    return uri === this.uri ? offset - this.#start : undefined;
  }
}

const USED_HERE = 'the value is used here';

interface KeptPlace {
  readonly resource: WrittenResource;
  readonly found: DocumentPlace;
}

const known = new WeakMap<PlacePart, KeptPlace>();

/** Findings outlive many versions of a file with several documents: theirs stand where they stood in their own. */
function keptPlace(resource: WrittenResource, place: PlacePart): DocumentPlace {
  const kept = known.get(place);
  if (kept?.resource === resource) return kept.found;
  const found = placeInDocument(resource, place);
  known.set(place, { resource, found });
  return found;
}
