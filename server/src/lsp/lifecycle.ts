/**
 * The protocol's order of things, kept before messages reach the connection: nothing but `initialize` first, and once;
 * nothing but `exit` after `shutdown`. What is out of order is answered as the specification says.
 */
import type { Message, MessageReader, MessageWriter } from 'vscode-languageserver';

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const SERVER_NOT_INITIALIZED = -32002;

type State = 'new' | 'running' | 'shut-down';

interface AnyMessage extends Message {
  readonly id?: number | string | null;
  readonly method?: string;
}

export interface OrderedReader {
  readonly reader: MessageReader;
  /** The client has said goodbye. */
  readonly isShutDown: () => boolean;
}

export function inProtocolOrder(reader: MessageReader, writer: MessageWriter): OrderedReader {
  let state: State = 'new';
  const refuse = (id: number | string | null, code: number, message: string) => {
    const response = { jsonrpc: '2.0', id, error: { code, message } };
    // A client that is gone needs no answer.
    writer.write(response).catch(() => {});
  };
  const listen: MessageReader['listen'] = (callback) => {
    reader.onError((error) => refuse(null, PARSE_ERROR, error.message.split('\n')[0] ?? ''));
    return reader.listen((message) => {
      const { id, method } = message as AnyMessage;
      const problem = outOfOrder(state, method);
      if (problem !== undefined) {
        if (id !== undefined && id !== null) refuse(id, problem.code, problem.text);
        return;
      }
      if (method === 'initialize') state = 'running';
      if (method === 'shutdown') state = 'shut-down';
      callback(message);
    });
  };
  return {
    reader: {
      listen,
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      dispose: () => reader.dispose(),
    },
    isShutDown: () => state === 'shut-down',
  };
}

/** Responses have no method, and `exit` always counts. */
function outOfOrder(
  state: State,
  method: string | undefined,
): { readonly code: number; readonly text: string } | undefined {
  if (method === undefined || method === 'exit') return undefined;
  if (state === 'shut-down') return { code: INVALID_REQUEST, text: 'The server is shutting down' };
  if (method === 'initialize')
    return state === 'new' ? undefined : { code: INVALID_REQUEST, text: 'The server is initialized already' };
  return state === 'new'
    ? { code: SERVER_NOT_INITIALIZED, text: 'The server is not initialized yet' }
    : undefined;
}
