/** Puts the stand-in for Red Hat's YAML extension among the installed ones. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/setup/paths.mjs';

const STUB = join(ROOT, 'test', 'vscode', 'fixtures', 'redhat-yaml-stub');

/**
 * Extensions see each other's exports only within one host. An installed extension that has one entry runs where that
 * entry runs, so the copy keeps the one of the host under test.
 */
export function installStub(extensionsFolder: string, host: 'node' | 'web'): void {
  const target = join(extensionsFolder, 'redhat.vscode-yaml-1.99.0');
  cpSync(STUB, target, { recursive: true });
  const { main, ...rest } = JSON.parse(readFileSync(join(STUB, 'package.json'), 'utf8'));
  const manifest = host === 'node' ? { ...rest, main } : { ...rest, browser: main };
  writeFileSync(join(target, 'package.json'), JSON.stringify(manifest));
}
