/** Puts the stand-in for Red Hat's YAML extension among the installed ones. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/setup/paths.mjs';

const STUB = join(ROOT, 'test', 'vscode', 'fixtures', 'redhat-yaml-stub');

export function installStub(extensionsFolder: string): void {
  cpSync(STUB, join(extensionsFolder, 'redhat.vscode-yaml-1.99.0'), { recursive: true });
}
