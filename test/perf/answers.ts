/** What features answer in a mesh, in process: milliseconds by feature. */

import { codeLenses, resolveCodeLens } from '../../server/src/features/code-lens/code-lens.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { inlayHints } from '../../server/src/features/inlay-hints/inlay-hints.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { references } from '../../server/src/features/navigation/references.ts';
import { workspaceSymbols } from '../../server/src/features/navigation/workspace-symbols.ts';
import { PANELS } from '../../server/src/features/panels/panels.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens/semantic-tokens.ts';
import { Mesh, type MeshAnswers } from '../../server/src/semantics/mesh.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { destinationHostEnd, edits, type Spread, spreadOf } from './edits.ts';
import { asked, type Question, questions } from './questions.ts';

const ASK: Readonly<Record<Question['method'], (snapshot: Snapshot, uri: string, at: number) => unknown>> = {
  completion,
  hover,
  definition,
};

/** What editors ask about a whole file, or the whole workspace. */
const WHOLE: Readonly<Record<string, (snapshot: Snapshot, uri: string, text: string) => unknown>> = {
  'references host': (snapshot, uri, text) =>
    references(snapshot, uri, destinationHostEnd(text) - 1, 'without-declarations'),
  'all code lenses of a file': (snapshot, uri) =>
    codeLenses(snapshot, uri, {
      references: true,
      routes: true,
      selectors: true,
      explain: false,
      panels: true,
      tests: true,
    }).map(({ key }) => resolveCodeLens(snapshot, uri, key)),
  'inlay hints of a file': (snapshot, uri, text) =>
    inlayHints(
      snapshot,
      uri,
      { start: 0, end: text.length },
      { hosts: true, namespaces: true, protocols: true, weights: true, defaults: true },
    ),
  'semantic tokens of a file': (snapshot, uri, text) =>
    semanticTokens(snapshot, uri, { start: 0, end: text.length }),
  'workspace symbols': (snapshot) => [...workspaceSymbols(snapshot, 'orders')],
};

type Texts = readonly (readonly [uri: string, text: string])[];

/** Each question about each file; a keystroke's time is in its answer's. */
export function answerTimes(workspace: Workspace, files: Texts): Readonly<Record<string, Spread>> {
  const times = new Stopwatch();
  for (const [uri, text] of files) {
    for (const question of questions(text)) {
      const { method, about, draft, typed } = question;
      const after = asked(question);
      let snapshot = settled(workspace, uri, draft);
      times.run(`${method} ${about}`, () => {
        if (typed !== '') snapshot = workspace.apply([{ uri, text: after.text }]);
        ASK[method](snapshot, uri, after.cursor);
      });
    }
    const snapshot = settled(workspace, uri, text);
    for (const [name, ask] of Object.entries(WHOLE)) times.run(name, () => ask(snapshot, uri, text));
  }
  return times.spreads();
}

const SHOWN = ['routes', 'graph', 'request', 'security'];

/** Each panel's answer behind an edit of each file, with what the server keeps of the mesh before; the first warms up. */
export function panelTimes(workspace: Workspace, files: Texts): Readonly<Record<string, Spread>> {
  const times = new Stopwatch();
  let kept: MeshAnswers | undefined;
  for (const [index, [uri, text]] of files.entries()) {
    for (const panel of SHOWN) {
      for (const next of edits(text)) {
        const snapshot = settled(workspace, uri, next);
        const slot = snapshot.resourceAt(uri, next.indexOf('kind: VirtualService'));
        const ask = () => {
          const world = snapshot.world(uri);
          if (world === undefined) return;
          const mesh = new Mesh(world.reader(), kept);
          PANELS.get(panel)?.({ snapshot, mesh, uri, slot, path: '', input: {} });
          kept = mesh.answers;
        };
        if (index === 0) ask();
        else times.run(`${panel} panel behind an edit`, ask);
      }
    }
  }
  return times.spreads();
}

/** Milliseconds by name. */
class Stopwatch {
  readonly #times = new Map<string, number[]>();

  run(name: string, work: () => unknown): void {
    const start = performance.now();
    work();
    const time = performance.now() - start;
    const known = this.#times.get(name);
    if (known === undefined) this.#times.set(name, [time]);
    else known.push(time);
  }

  spreads(): Readonly<Record<string, Spread>> {
    return Object.fromEntries([...this.#times].map(([name, each]) => [name, spreadOf(each)]));
  }
}

function settled(workspace: Workspace, uri: string, text: string): Snapshot {
  const snapshot = workspace.apply([{ uri, text }]);
  for (const _ of snapshot.analyze());
  return snapshot;
}
