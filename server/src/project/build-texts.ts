/** Texts that decide how files are divided and built: kustomizations, charts, deliveries, and what only builds read. */
import { isBelow, joinUri, pathOf } from '../base/canonical-uri.ts';
import { KUSTOMIZATION_NAMES } from '../kustomize/kustomization-names.ts';
import { isWorldMarker } from './world-marker.ts';
import { readKustomizations } from './worlds/kustomizations.ts';
import { isChart, isKustomization } from './worlds/marker-names.ts';
import { folderOf } from './worlds/paths.ts';

/** Between URIs and the paths that builds name. */
export interface BuildPaths {
  uriOf(path: string): string;
  pathOf(uri: string): string;
}

export class BuildTexts {
  readonly #paths: BuildPaths;
  readonly #markers = new Map<string, string>();
  /** Texts of files that only builds read. */
  readonly #outside = new Map<string, string>();
  /** Paths that builds name, and folders of charts; undefined while that is not known. */
  #built: ReadonlySet<string> | undefined;

  constructor(paths: BuildPaths) {
    this.#paths = paths;
  }

  /** The text of a file that decides about worlds; undefined when it, or the folder that held it, is gone. */
  setMarker(uri: string, text: string | undefined): void {
    if (text !== undefined) this.#markers.set(uri, text);
    else {
      for (const marker of this.#markers.keys()) {
        if (marker === uri || isBelow(marker, uri)) this.#markers.delete(marker);
      }
    }
  }

  hasMarkerIn(uri: string): boolean {
    return this.#markers.has(uri) || [...this.#markers.keys()].some((marker) => isBelow(marker, uri));
  }

  clear(): void {
    this.#markers.clear();
    this.#outside.clear();
  }

  /** Those that decide about worlds, by path. */
  markers(): ReadonlyMap<string, string> {
    return new Map([...this.#markers].map(([uri, text]) => [this.#paths.pathOf(uri), text]));
  }

  of(uri: string): string | undefined {
    return this.#markers.get(uri) ?? this.#outside.get(uri);
  }

  /** The text of a file that a build names and that no folder of the project lists. */
  addOutside(uri: string, text: string): void {
    if (isWorldMarker(uri)) this.setMarker(uri, text);
    this.#outside.set(uri, text);
  }

  isOutside(uri: string): boolean {
    return this.#outside.has(uri);
  }

  /** Files that builds name and that are not known, and where kustomizations may stand in folders that they name. */
  missingReferences(known: { has(uri: string): boolean }): readonly string[] {
    return [...this.#references()].flatMap((path) => {
      const uri = this.#paths.uriOf(path);
      if (known.has(uri) || this.#outside.has(uri)) return [];
      return [uri, ...KUSTOMIZATION_NAMES.map((name) => joinUri(uri, name))];
    });
  }

  /**
   * The files are listed and every marker among them is read: what is built is known before the files are read.
   * @param listed URIs
   */
  outline(listed: ReadonlySet<string>): void {
    const charts = [...this.markers().keys()].filter(isChart).map(folderOf);
    this.#built =
      this.missingReferences(listed).length > 0 ? undefined : new Set([...this.#references(), ...charts]);
  }

  /** Nothing is built of the file, nor of a folder around it: it counts as it is written. */
  isUnbuilt(uri: string): boolean {
    if (this.#built === undefined || isWorldMarker(pathOf(uri))) return false;
    for (let path = this.#paths.pathOf(uri); ; path = folderOf(path)) {
      if (this.#built.has(path)) return false;
      if (path === '') return true;
    }
  }

  #references(): ReadonlySet<string> {
    const markers = [...this.markers()].filter(([path]) => isKustomization(path));
    return readKustomizations(new Map(markers)).references;
  }
}
