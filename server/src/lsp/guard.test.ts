import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { guard } from './guard.ts';

const log = { error: (message: string) => assert.fail(message) };

test('a request that is cancelled while it waits is not handled', async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let handled = 0;
  const handle = guard(
    'test/slow',
    log,
    0,
    () => ++handled,
    () => gate,
  );
  const cancelled = new CancellationTokenSource();
  const first = handle({}, cancelled.token);
  const second = handle({}, new CancellationTokenSource().token);
  cancelled.cancel();
  open();
  const answer = await first;
  assert.ok(answer instanceof ResponseError && answer.code === LSPErrorCodes.RequestCancelled);
  assert.equal(await second, 1);
  assert.equal(handled, 1);
});
