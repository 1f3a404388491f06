/** What the scripts of a project make by commands. */
import { isBelow, joinUri, parentUri, pathOf } from '../../base/canonical-uri.ts';
import type { CommandedThing } from '../../workspace/commanded-things.ts';
import { madeByCommands } from './made-by-commands.ts';
import { isWritten, liftsRestrictions, writtenFiles } from './written-files.ts';

/** More say nothing that somebody has looked at. */
const MOST_THINGS = 500;

interface Said {
  readonly things: readonly CommandedThing[];
  /** Manifests that are written to, as paths. */
  readonly files: readonly string[];
  readonly liftsRestrictions: boolean;
}

export class Commands {
  readonly #byScript = new Map<string, Said>();
  #things: readonly CommandedThing[] | undefined = [];

  /** Each once; the same list as long as nothing changes. */
  get things(): readonly CommandedThing[] {
    this.#things ??= this.#collect();
    return this.#things;
  }

  /** Whether a build is told to read whatever it names. */
  get liftsRestrictions(): boolean {
    return [...this.#byScript.values()].some((said) => said.liftsRestrictions);
  }

  /** Whether a command writes the file that is to stand there. */
  writes(uri: string): boolean {
    const path = pathOf(uri);
    return [...this.#byScript].some(([script, { files }]) =>
      files.some((file) =>
        // A bare name is one in the folder of the script.
        file.includes('/') ? isWritten(file, path) : joinUri(parentUri(script) ?? '', file) === uri,
      ),
    );
  }

  /**
   * @param text undefined for what is gone, a script or a folder
   * @returns whether it makes something else than before
   */
  set(uri: string, text: string | undefined): boolean {
    if (text === undefined) return this.#drop((script) => script === uri || isBelow(script, uri));
    const made: Said = {
      things: madeByCommands(text),
      files: writtenFiles(text),
      liftsRestrictions: liftsRestrictions(text),
    };
    if (made.things.length + made.files.length === 0 && !made.liftsRestrictions)
      return this.#byScript.has(uri) && this.#drop((script) => script === uri);
    if (JSON.stringify(this.#byScript.get(uri)) === JSON.stringify(made)) return false;
    this.#byScript.set(uri, made);
    this.#things = undefined;
    return true;
  }

  /** Forgets scripts that are not listed any more. */
  keep(listed: ReadonlySet<string>): void {
    this.#drop((script) => !listed.has(script));
  }

  #drop(isGone: (script: string) => boolean): boolean {
    const gone = [...this.#byScript.keys()].filter(isGone);
    for (const script of gone) this.#byScript.delete(script);
    if (gone.length > 0) this.#things = undefined;
    return gone.length > 0;
  }

  #collect(): readonly CommandedThing[] {
    const found = new Map<string, CommandedThing>();
    const scripts = [...this.#byScript].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { things }] of scripts) {
      for (const thing of things) if (found.size < MOST_THINGS) found.set(JSON.stringify(thing), thing);
    }
    return [...found.values()];
  }
}
