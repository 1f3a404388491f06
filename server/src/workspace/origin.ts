/**
 * Where the parts of an object are written, and where they can be changed. Rules and features speak of an object by
 * paths; whatever shows or edits a part of it asks the object's origin, and nobody else knows how files become objects.
 */
import type { OffsetRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import type { PlacedDocument } from '../yaml/node.ts';
import type { Place } from './finding.ts';

/** A range of a file, in file offsets. */
export interface FileRange {
  readonly uri: string;
  readonly range: OffsetRange;
}

/** A further place with what it has to do with the first. */
export interface Waypoint extends FileRange {
  readonly text: string;
}

export interface LocatedPlace extends FileRange {
  /** What the range shows: the value that was asked for, or a key that stands for it. */
  readonly kind: 'value' | 'key';
  /** By way of what the text came here (an alias, a base, a patch, a values file), nearest first. */
  readonly via: readonly Waypoint[];
  /** The range shows the action of a template that printed the value: values files decide about it. */
  readonly isPrinted?: true;
}

/** Changes by URI, in file offsets. */
export type FileEdits = ReadonlyMap<string, readonly TextEdit[]>;

/** Why something cannot be changed, as a sentence for people. */
export interface EditRefusal {
  readonly refused: string;
}

/** Whether a text that several worlds are made of may be changed: for all of them. `worlds`: ids. */
export type SharedScope = (uri: string, worlds: readonly string[]) => boolean;

/** A path of an object as one of a document of a file. */
export interface WrittenPath {
  readonly uri: string;
  readonly placed: PlacedDocument;
  readonly path: string;
}

export type PlacePart = Pick<Place, 'path' | 'part' | 'slice'>;

/** The kustomization of a root, where an object that several roots share can be changed for this one alone. */
export interface Overlay {
  readonly uri: string;
  readonly placed: PlacedDocument;
  /** Of the object, before anything renamed it. */
  readonly originalName: string;
}

export interface Origin {
  /** The file in which the object is written. */
  readonly uri: string;
  /** Every file that holds a part of it, that one first. */
  readonly files: readonly string[];
  /** The whole object, in `uri`. */
  readonly extent: OffsetRange;
  /** Of a template: the branches that all of it stands in, equal for equal ones. It is there only where they are taken. */
  readonly branches?: string | undefined;
  /** What the actions of templates print that stand at its places is known. */
  readonly printsValues?: boolean;
  /** A path that does not exist gives its nearest ancestor. */
  locate(place: PlacePart): LocatedPlace;
  /** Where what stands at a path may be changed. */
  editable(path: string): FileRange | EditRefusal;
  /** Changes of the text of the object's document, as changes of files. `mayChange`: default, nothing that is shared. */
  placeEdits(edits: readonly TextEdit[], mayChange?: SharedScope): FileEdits | EditRefusal;
  /**
   * For objects that stand in no file as they are: where what stands at a path, or would stand there, is written. `whole`:
   * all of it must be written there, letter by letter.
   */
  writtenPath?(path: string, whole: boolean, mayChange: SharedScope): WrittenPath | EditRefusal;
  /** Worlds that are made of a file, by id, when there are several. */
  sharedBy?(uri: string): readonly string[];
  overlay?(): Overlay | undefined;
  /** A range of the object's document, where it stands in a file, its own by default; undefined where it does not. */
  placeRange(range: OffsetRange, uri?: string): OffsetRange | undefined;
  /** An offset of a file as one of the object's document; undefined where no text of it stands there. */
  offsetIn(uri: string, offset: number): number | undefined;
}
