import { checkEqual } from './check.ts';
import { readRunOptions } from './workspace-folder.ts';

suite('Extension host', () => {
  test('it is the one that was asked for', async () => {
    const { host } = await readRunOptions();
    checkEqual('importScripts' in globalThis ? 'web' : 'node', host);
  });
});
