/**
 * `npm run bench -- picture`: the mesh graph of 500 services as a person waits for it: data from a warm server, and the page
 * in a real browser, where there is one. Budgets are those of the panels' design. Asserts nothing.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { differenceOf, type Sent, wholeOf } from '../../client/src/panels/host/difference.ts';
import type { ToPage } from '../../client/webview/shared/messages.ts';
import { findProgram } from '../../scripts/setup/find-program.mjs';
import { ROOT } from '../../scripts/setup/paths.mjs';
import type { JsonValue } from '../../server/src/base/json.ts';
import type { GraphItem, GraphShown } from '../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { PanelAnswer } from '../../server/src/features/panels/panel.ts';
import { PANELS } from '../../server/src/features/panels/panels.ts';
import { layOut } from '../../server/src/graph/picture/layout.ts';
import { Mesh, type MeshAnswers } from '../../server/src/semantics/mesh.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { edits, median } from './edits.ts';
import { loadedWorkspace } from './loaded-workspace.ts';
import { makeMesh } from './mesh.ts';
import { ms, table } from './print-table.ts';

const SERVICES = 500;
const WARM = 5;
const ROUNDS = 9;
// Of the page: the tests' types are those of a worker.
declare const document: object;
declare class MutationObserver {
  constructor(hear: () => void);
  observe(target: object, what: object): void;
  disconnect(): void;
}

/** A page that changes no more has drawn all. */
const QUIET_MS = 250;
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];

export async function printPicture(out: string): Promise<void> {
  const data = measureData();
  const rows = [
    ['data of the overview behind an edit, CPU', ms(data.overviewMs), '60 ms'],
    ['data of one namespace behind an edit, CPU', ms(data.namespaceMs), '15 ms'],
    ['message of the overview', kilobytes(data.overview), '40 kB'],
    ['message of one namespace', kilobytes(data.namespace), '60 kB'],
    [`layout of ${data.cards} cards, fresh`, ms(data.layoutMs), '15 ms'],
  ];
  const program = findProgram(BROWSERS);
  if (program === undefined) rows.push(['the page: no browser on this machine', '', '']);
  else rows.push(...(await measurePage(program, out, data)));
  table(`Mesh graph of ${SERVICES} services, server warm`, ['', 'median', 'must'], rows);
}

interface Data {
  readonly overviewMs: number;
  readonly namespaceMs: number;
  readonly layoutMs: number;
  readonly cards: number;
  readonly overview: Sent;
  readonly namespace: Sent;
  readonly edited: Sent;
  readonly many: Sent;
  readonly manyEdited: Sent;
}

function measureData(): Data {
  const texts = makeMesh(SERVICES);
  const workspace = loadedWorkspace(texts);
  const [uri, text] = [...texts].find(([, each]) => each.includes('kind: VirtualService')) ?? ['', ''];
  const settled = (next: string) => {
    const snapshot = workspace.apply([{ uri, text: next }]);
    found.delete(uri);
    for (const file of snapshot.analyze()) {
      found.delete(file);
      snapshot.findings(file);
    }
    return snapshot;
  };
  const variants = [text, ...edits(text)];
  const timed = (input: JsonValue) => {
    const times = Array.from({ length: WARM + ROUNDS }, (_, round) => {
      const snapshot = settled(variants[round % variants.length] ?? text);
      const start = process.cpuUsage();
      ask(snapshot, uri, input);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    return median(times.slice(WARM));
  };
  const closed: JsonValue = { open: [] };
  const { head } = ask(settled(text), uri, closed);
  const names = (head as GraphShown).namespaces.map(({ name }) => name);
  const own = (head as GraphShown).namespaces.find(({ isTouched }) => isTouched)?.name ?? '';
  const opened: JsonValue = { open: [own] };
  const overviewMs = timed(closed);
  const namespaceMs = timed(opened);
  const snapshot = settled(text);
  const many = ask(snapshot, uri, { open: names });
  const items = many.items as readonly GraphItem[];
  const picture = {
    cards: items.flatMap((item) => ('card' in item ? [item.card] : [])),
    links: items.flatMap((item) => ('link' in item ? [item.link] : [])),
    isOpen: () => true,
  };
  const layoutTimes = Array.from({ length: ROUNDS }, () => wall(() => layOut(picture)));
  const overview = sent(ask(snapshot, uri, closed));
  const namespace = sent(ask(snapshot, uri, opened));
  const other = settled(edits(text)[0] ?? text);
  const edited = sent(ask(other, uri, opened));
  const manyEdited = sent(ask(other, uri, { open: names }));
  return {
    overviewMs,
    namespaceMs,
    layoutMs: median(layoutTimes),
    cards: picture.cards.length,
    overview,
    namespace,
    edited,
    many: sent(many),
    manyEdited,
  };
}

let kept: MeshAnswers | undefined;
const found = new Map<string, readonly PublishedFinding[]>();

/** As the server does behind each edit: of the mesh before, only what outlives a version is kept; of files their findings. */
function ask(snapshot: Snapshot, uri: string, input: JsonValue): PanelAnswer {
  const world = snapshot.world(uri);
  const panel = PANELS.get('graph');
  if (world === undefined || panel === undefined) throw new Error('no mesh');
  const mesh = new Mesh(world.reader(), kept);
  kept = mesh.answers;
  const findingsIn = (file: string) => {
    const known = found.get(file) ?? snapshot.findings(file);
    found.set(file, known);
    return known;
  };
  return panel({ snapshot, mesh, uri, slot: undefined, path: '', input, findingsIn });
}

function sent({ head, items, book }: PanelAnswer): Sent {
  const labels = new Map(
    [...(book?.places ?? [])].map(([id, { uri, range }]) => [id, `${uri}:${range.start}`]),
  );
  return { revision: 1, head, items, labels };
}

async function measurePage(
  program: string,
  out: string,
  { overview, namespace, edited, many, manyEdited, cards, overviewMs }: Data,
): Promise<string[][]> {
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
  const starts: number[] = [];
  const firsts: Painted[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, startMs } = await openPage(browser, out);
    starts.push(startMs);
    firsts.push(await paint(page, wholeOf(overview)));
    await page.close();
  }
  const { page } = await openPage(browser, out);
  await paint(page, wholeOf(namespace));
  const there = differenceOf(namespace, edited);
  const back = differenceOf({ ...edited, revision: 2 }, namespace);
  const keys: Painted[] = [];
  let revision = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    const message = round % 2 === 0 ? there : back;
    if (message?.type !== 'difference') throw new Error('the edit changes nothing');
    keys.push(await paint(page, { ...message, base: revision, revision: revision + 1 }));
    revision += 1;
  }
  await page.close();
  const all: Painted[] = [];
  const among: Painted[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page: fresh } = await openPage(browser, out);
    all.push(await paint(fresh, wholeOf(many)));
    const edit = differenceOf(many, manyEdited);
    if (edit !== undefined) among.push(await paint(fresh, edit));
    await fresh.close();
  }
  await browser.close();
  const [start, first] = [median(starts), median(firsts.map(({ shown }) => shown))];
  return [
    ['page: document, style and script', ms(start), ''],
    ['page: overview from data to paint', ms(first), '100 ms'],
    ['asked to first picture (data, page, paint)', ms(overviewMs + start + first), '2000 ms'],
    ['page: an edit from data to paint', ms(median(keys.map(({ shown }) => shown))), '30 ms'],
    ['page: longest task while an edit is drawn', ms(median(keys.map(({ longest }) => longest))), '50 ms'],
    [`page: ${cards} cards, from data to paint`, ms(median(all.map(({ shown }) => shown))), '2000 ms'],
    [
      'page: longest task while these are laid out and drawn',
      ms(median(all.map(({ longest }) => longest))),
      '50 ms',
    ],
    ['page: an edit among these, from data to paint', ms(median(among.map(({ shown }) => shown))), '150 ms'],
    ['page: longest task while it is drawn', ms(median(among.map(({ longest }) => longest))), '50 ms'],
  ];
}

async function openPage(
  browser: Browser,
  out: string,
): Promise<{ readonly page: Page; readonly startMs: number }> {
  const built = (file: string) => pathToFileURL(join(ROOT, 'dist', 'webview', file)).href;
  const file = join(out, 'picture.html');
  writeFileSync(
    file,
    `<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="${built('graph.css')}">
<body><div id="page"></div><script>
acquireVsCodeApi = () => ({ postMessage: ({ type }) => { if (type === 'ready') globalThis.isReady = true; }, getState() {}, setState() {} });
</script><script src="${built('graph.js')}"></script></body>`,
  );
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  const start = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction('globalThis.isReady');
  return { page, startMs: performance.now() - start };
}

interface Painted {
  /** Milliseconds from the message to the frame that shows it. */
  readonly shown: number;
  /** Of all in which the page heard nothing else, in milliseconds. */
  readonly longest: number;
}

function paint(page: Page, message: ToPage): Promise<Painted> {
  return page.evaluate(
    async ([data, quietMs]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      // Whoever sends messages to itself notices each task that keeps it from them, frames that are drawn among them.
      const { port1, port2 } = new MessageChannel();
      let longest = 0;
      let last = performance.now();
      port1.onmessage = () => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
        port2.postMessage(undefined);
      };
      port2.postMessage(undefined);
      const start = performance.now();
      let changed = start;
      let shown = start;
      const observer = new MutationObserver(async () => {
        changed = performance.now();
        await frame(); // effects have run, and what they changed is laid out
        await frame(); // the frame before this one was shown
        shown = performance.now();
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      setTimeout(() => dispatchEvent(new MessageEvent('message', { data })));
      do await new Promise((resolve) => setTimeout(resolve, quietMs));
      while (performance.now() - changed < quietMs);
      port1.close();
      observer.disconnect();
      return { shown: shown - start, longest };
    },
    [message, QUIET_MS] as const,
  );
}

function kilobytes(of: Sent): string {
  return `${Math.round(JSON.stringify(wholeOf(of)).length / 1000)} kB`;
}

function wall(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
