/** Shows progress in the editor when reading the folders takes long enough to be noticed. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { describe } from '../guard.ts';
import type { Session } from '../session.ts';

/** Milliseconds without a word. */
const PATIENCE = 400;

export async function withProgress(
  connection: Pick<Connection, 'window'>,
  session: Session,
  work: (report: (done: number, all: number) => void) => Promise<void>,
): Promise<void> {
  const note = (done: number, all: number) => {
    session.reading = { done, all };
  };
  try {
    await (session.features.hasProgress ? shown(connection, session, work, note) : work(note));
  } finally {
    session.reading = undefined;
  }
}

async function shown(
  connection: Pick<Connection, 'window'>,
  session: Session,
  work: (report: (done: number, all: number) => void) => Promise<void>,
  note: (done: number, all: number) => void,
): Promise<void> {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let isDone = false;
  const show = async () => {
    const created = await connection.window.createWorkDoneProgress();
    if (isDone) return;
    reporter = created;
    reporter.begin('Meshwright: reading files', 0);
  };
  const callOff = session.runtime.after(PATIENCE, () => {
    show().catch((error: unknown) => session.log.warn(`No progress is shown: ${describe(error)}`));
  });
  try {
    await work((done, all) => {
      note(done, all);
      reporter?.report(Math.floor((100 * done) / all), `${done} of ${all}`);
    });
  } finally {
    isDone = true;
    callOff();
    reporter?.done();
  }
}
