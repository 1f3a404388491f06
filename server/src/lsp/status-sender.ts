/** Sends the workspace's status when it differs from the one before. */
import type { Connection } from 'vscode-languageserver';
import type { Coverage } from '../features/coverage/coverage.ts';
import { STATUS } from './protocol.ts';
import type { Session } from './session.ts';
import { workspaceStatus } from './status.ts';

/** Milliseconds in which changes become one message. */
const DELAY = 100;

export function statusSender(
  connection: Pick<Connection, 'sendNotification'>,
  session: Session,
  coverage: () => Coverage | undefined,
): () => void {
  let isWaiting = false;
  let last = '';
  if (!session.features.isOurs) return () => {};
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    session.runtime.after(DELAY, () => {
      isWaiting = false;
      const status = workspaceStatus(session, coverage());
      const text = JSON.stringify(status);
      if (text === last) return;
      last = text;
      void connection.sendNotification(STATUS, status);
    });
  };
}
