/** What features answer in a mesh, in process: milliseconds by feature. */

import type { JsonValue } from '../../server/src/base/json.ts';
import { codeLenses, resolveCodeLens } from '../../server/src/features/code-lens/code-lens.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { inlayHints } from '../../server/src/features/inlay-hints/inlay-hints.ts';
import type { GraphItem, GraphShown } from '../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { references } from '../../server/src/features/navigation/references.ts';
import { workspaceSymbols } from '../../server/src/features/navigation/workspace-symbols.ts';
import type { PanelAnswer } from '../../server/src/features/panels/panel.ts';
import { PANELS } from '../../server/src/features/panels/panels.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens/semantic-tokens.ts';
import { layOut } from '../../server/src/graph/picture/layout.ts';
import type { Picture } from '../../server/src/graph/picture/picture.ts';
import { Mesh } from '../../server/src/semantics/mesh.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { destinationHostEnd, type Spread, spreadOf } from './edits.ts';
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
  'routes panel after an edit': (snapshot, uri, text) => ask('routes', snapshot, uri, text),
  'graph panel after an edit': (snapshot, uri, text) => ask('graph', snapshot, uri, text),
  'request panel after an edit': (snapshot, uri, text) => ask('request', snapshot, uri, text),
  'security panel after an edit': (snapshot, uri, text) => ask('security', snapshot, uri, text),
  'layout of all cards': (snapshot, uri, text) =>
    layOut({ ...allCards(snapshot, uri, text), isOpen: () => true }),
  'workspace symbols': (snapshot) => [...workspaceSymbols(snapshot, 'orders')],
};

/** A panel's answer from a mesh that nothing is compiled of, as behind each edit. */
function ask(
  name: string,
  snapshot: Snapshot,
  uri: string,
  text: string,
  input: JsonValue = {},
): PanelAnswer | undefined {
  const world = snapshot.world(uri);
  const slot = snapshot.resourceAt(uri, text.indexOf('kind: VirtualService'));
  return (
    world && PANELS.get(name)?.({ snapshot, mesh: new Mesh(world.reader()), uri, slot, path: '', input })
  );
}

const pictures = new WeakMap<Snapshot, Picture>();

/** Made once, so that the layout alone is timed. */
function allCards(snapshot: Snapshot, uri: string, text: string): Picture {
  const known = pictures.get(snapshot);
  if (known !== undefined) return known;
  const { head } = ask('graph', snapshot, uri, text) ?? {};
  const open = (head as GraphShown).namespaces.slice(0, 50).map(({ name }) => name);
  const items = (ask('graph', snapshot, uri, text, { open })?.items ?? []) as readonly GraphItem[];
  const picture = {
    cards: items.flatMap((item) => ('card' in item ? [item.card] : [])),
    links: items.flatMap((item) => ('link' in item ? [item.link] : [])),
  };
  pictures.set(snapshot, picture);
  return picture;
}

/** Each question about each file; a keystroke's time is in its answer's. */
export function answerTimes(
  workspace: Workspace,
  files: readonly (readonly [uri: string, text: string])[],
): Readonly<Record<string, Spread>> {
  const times = new Map<string, number[]>();
  const timed = (name: string, work: () => unknown) => {
    const start = performance.now();
    work();
    const time = performance.now() - start;
    const known = times.get(name);
    if (known === undefined) times.set(name, [time]);
    else known.push(time);
  };
  for (const [uri, text] of files) {
    for (const question of questions(text)) {
      const { method, about, draft, typed } = question;
      const after = asked(question);
      let snapshot = settled(workspace, uri, draft);
      timed(`${method} ${about}`, () => {
        if (typed !== '') snapshot = workspace.apply([{ uri, text: after.text }]);
        ASK[method](snapshot, uri, after.cursor);
      });
    }
    const snapshot = settled(workspace, uri, text);
    for (const [name, ask] of Object.entries(WHOLE)) timed(name, () => ask(snapshot, uri, text));
  }
  return Object.fromEntries([...times].map(([name, each]) => [name, spreadOf(each)]));
}

function settled(workspace: Workspace, uri: string, text: string): Snapshot {
  const snapshot = workspace.apply([{ uri, text }]);
  for (const _ of snapshot.analyze());
  return snapshot;
}
