/** The rows of a server over stdio: what a person waits for who opens a file of a mesh at once, then types and asks. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { destinationHostEnd, spreadOf } from './edits.ts';
import { makeMesh } from './mesh.ts';
import { cpuOf, peakOf } from './process-cost.ts';
import { questions } from './questions.ts';
import { placeOf, type ServerCommand, ServerSession } from './server-session.ts';

const EDITS = 60;
/** The first questions find code that is not warm yet, which is nobody's usual wait. */
const ASKED = 12;
const COLD_ASKED = 4;
/** A process that does nothing takes less in a pause. */
const IDLE_CPU_MS = 20;

/** Of one kind: milliseconds or, of `peak memory`, megabytes. */
export type Rows = ReadonlyMap<string, number>;

/** Of a server that has not our other answers, only the first. */
export async function serverRows(
  node: string,
  command: ServerCommand,
  {
    folder,
    services,
    isOurs,
  }: { readonly folder: string; readonly services: number; readonly isOurs: boolean },
): Promise<Rows> {
  const { name, wrong } = mistaken(services);
  const start = performance.now();
  const child = spawn(node, command.args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const talk = new ServerSession(child, command, pathToFileURL(join(folder, name)).href);
  const rows = new Map<string, number>();
  try {
    await talk.initialize(pathToFileURL(folder).href);
    await talk.open(wrong);
    rows.set('start to first diagnostics, as time passes', performance.now() - start);
    rows.set('start to first diagnostics, CPU', cpuOf(child));
    if (!isOurs) return rows;
    await talk.settle();
    rows.set('start to the mesh judged, CPU', cpuOf(child));
    const cpu = () => cpuOf(child);
    await typeAndAsk(talk, wrong, cpu, rows);
    rows.set('edit and the pause behind it, CPU', await pauseBehindEdit(talk, wrong, cpu));
    rows.set('peak memory', peakOf(child));
    return rows;
  } finally {
    child.kill('SIGKILL');
    talk.connection.dispose();
  }
}

/** A file with a VirtualService that has a mistake of its schema: something that is certain at once. */
function mistaken(services: number): { readonly name: string; readonly wrong: string } {
  const file = [...makeMesh(services)].find(([, text]) => text.includes('kind: VirtualService'));
  const [name, text] = file ?? ['', ''];
  return { name, wrong: text.replace('kind: VirtualService', 'kinds: wrong\nkind: VirtualService') };
}

async function typeAndAsk(
  talk: ServerSession,
  wrong: string,
  cpu: () => number,
  rows: Map<string, number>,
): Promise<void> {
  const place = placeOf(wrong, destinationHostEnd(wrong, wrong.indexOf('kinds: wrong')));
  await talk.type(place, true);
  const asking = cpu();
  rows.set(
    'first definition after an edit, as time passes',
    await talk.askAfterKey('definition', place, false),
  );
  rows.set('first definition after an edit, CPU', cpu() - asking);
  const times: number[] = [];
  const costs: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const before = cpu();
    times.push(await talk.type(place, edit % 2 === 0));
    costs.push(cpu() - before);
  }
  rows.set('edit to last diagnostics p95, as time passes', spreadOf(times).p95);
  rows.set('edit with all that it causes p95, CPU', spreadOf(costs).p95);
  rows.set(
    'completion of a host with its keystroke p50, CPU',
    spreadOf(await completions(talk, wrong, cpu)).p50,
  );
}

/** Longer than the server waits before it does what nobody waits for. */
const PAUSE_MS = 1500;
const MOST_PAUSES = 60;

/** When all is done that was left for pauses: what one edit leaves for the next. */
async function pauseBehindEdit(talk: ServerSession, text: string, cpu: () => number): Promise<number> {
  const place = placeOf(text, destinationHostEnd(text, text.indexOf('kinds: wrong')));
  await talk.replace(text);
  for (let pause = 0, before = 0; pause < MOST_PAUSES && cpu() - before > IDLE_CPU_MS; pause++) {
    before = cpu();
    await delay(PAUSE_MS);
  }
  const before = cpu();
  await talk.type(place, true);
  await delay(PAUSE_MS);
  return cpu() - before;
}

/** The first character of a host, typed where none stands: the longest list. */
async function completions(talk: ServerSession, text: string, cpu: () => number): Promise<readonly number[]> {
  const question = questions(text).find(({ method, about }) => method === 'completion' && about === 'host');
  if (question === undefined) throw new Error('the file has no destination');
  const { draft, at } = question;
  const costs: number[] = [];
  await talk.replace(draft);
  for (let round = 0; round < ASKED; round++) {
    const before = cpu();
    await talk.askAfterKey('completion', placeOf(draft, at), true);
    const cost = cpu() - before;
    if (round >= COLD_ASKED) costs.push(cost);
    await talk.type(placeOf(draft, at), false);
  }
  return costs;
}
