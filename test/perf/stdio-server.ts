/** Any language server on standard input and output, in a fresh process for each measurement. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { destinationHostEnd, type Spread, spreadOf } from './edits.ts';
import { questions } from './questions.ts';
import { placeOf, type ServerCommand, ServerSession } from './server-session.ts';

export interface ServerFigures {
  /** Start of the process to the first diagnostics of the opened file, ms. */
  readonly firstAnswer: number;
  readonly edit: Spread;
  /** Edits after which the diagnostics were others than before. */
  readonly changed: number;
  /** Megabytes; 0 where the system does not tell. */
  readonly peak: number;
}

const EDITS = 40;
/** Rounds through all questions about one file; the first warms up. */
const ASKED = 8;

/** Opens one file of a folder and types into a destination host behind `from`. */
export function measureServer(
  command: ServerCommand,
  folder: string,
  file: { readonly path: string; readonly from: number },
): Promise<ServerFigures> {
  return withServer(command, folder, file.path, async ({ session, child, text, firstAnswer }) => {
    const times: number[] = [];
    let changed = 0;
    const place = placeOf(text, destinationHostEnd(text, file.from));
    for (let edit = 0; edit < EDITS; edit++) {
      const before = session.diagnostics;
      times.push(await session.type(place, edit % 2 === 0));
      if (session.diagnostics !== before) changed++;
    }
    return { firstAnswer, edit: spreadOf(times), changed: changed / EDITS, peak: peakMegabytes(child.pid) };
  });
}

/** Times of answers, by `<method> <about>`. */
export function measureAnswers(
  command: ServerCommand,
  folder: string,
  path: string,
): Promise<ReadonlyMap<string, Spread>> {
  return withServer(command, folder, path, async ({ session, text }) => {
    const times = new Map<string, number[]>();
    for (let round = 0; round < ASKED; round++) {
      for (const question of questions(text)) {
        const time = await session.ask(question);
        if (round === 0) continue;
        const name = `${question.method} ${question.about}`;
        times.set(name, [...(times.get(name) ?? []), time]);
      }
    }
    return new Map([...times].map(([name, each]) => [name, spreadOf(each)]));
  });
}

interface Started {
  readonly session: ServerSession;
  readonly child: ChildProcess;
  /** Of the opened file. */
  readonly text: string;
  readonly firstAnswer: number;
}

async function withServer<Result>(
  command: ServerCommand,
  folder: string,
  path: string,
  work: (started: Started) => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  const child = spawn(process.execPath, command.args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const session = new ServerSession(child, command, pathToFileURL(path).href);
  try {
    await session.initialize(pathToFileURL(folder).href);
    const text = readFileSync(path, 'utf8');
    const firstAnswer = (await session.open(text)) - start;
    await session.settle();
    return await work({ session, child, text, firstAnswer });
  } finally {
    child.kill('SIGKILL');
    session.connection.dispose();
  }
}

function peakMegabytes(pid: number | undefined): number {
  const path = `/proc/${pid}/status`;
  const match = existsSync(path) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8')) : null;
  return match === null ? 0 : Number(match[1]) / 1024;
}
