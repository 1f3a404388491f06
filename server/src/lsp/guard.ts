/** The wrapper of every handler: cancelled requests end early, defects are logged and answered with a neutral value. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export interface GuardLog {
  error(message: string): void;
}

type Guarded<Params, Result> = (
  params: Params,
  token: CancellationToken,
) => Promise<Result | ResponseError<never>>;

/** What a request waits for before it is handled: its file, the mesh; most wait for nothing. */
export type Wait<Params> = (params: Params) => void | Promise<void>;

/** `neutral`: what an editor shows as "nothing here". A request that is cancelled while it waits is not handled. */
export function guard<Params, Result>(
  method: string,
  log: GuardLog,
  neutral: Result,
  handle: (params: Params, token: CancellationToken) => Result | Promise<Result>,
  wait?: Wait<Params>,
): Guarded<Params, Result> {
  // A request without parameters comes with the token alone.
  return async (params, token = params as CancellationToken) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      await wait?.(params);
      if (token.isCancellationRequested) return cancelled();
      const result = await handle(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      log.error(`${method} failed${place(params)}\n${describe(error)}`);
      return neutral;
    }
  };
}

/** Notifications have nobody to answer to: a defect is logged. */
export function guardNotification<Params>(
  method: string,
  log: GuardLog,
  handle: (params: Params) => void | Promise<void>,
): (params: Params) => Promise<void> {
  return async (params) => {
    try {
      await handle(params);
    } catch (error) {
      log.error(`${method} failed${place(params)}\n${describe(error)}`);
    }
  };
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled');
}

function place(params: unknown): string {
  const document = (params as { readonly textDocument?: { readonly uri?: unknown } } | null)?.textDocument;
  return typeof document?.uri === 'string' ? ` in ${document.uri}` : '';
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
