/** What is installed is what was looked at: every package that a registry serves has its hash in the lock file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { ROOT } from '../../scripts/setup/paths.mjs';

it('every package of the lock file has a hash', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: boolean }>>;
  };
  const bare = Object.entries(packages).filter(
    ([path, { integrity, link }]) => path !== '' && link !== true && !/^sha512-/.test(integrity ?? ''),
  );
  assert.deepEqual(
    bare.map(([path]) => path),
    [],
  );
});
