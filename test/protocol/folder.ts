/** A folder on the disk with the given files, gone after the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';

export class TestFolder {
  readonly path: string;

  constructor(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>) {
    this.path = mkdtempSync(join(tmpdir(), 'meshwright-lsp-'));
    t.after(() => rmSync(this.path, { recursive: true, force: true }));
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  get uri(): string {
    return pathToFileURL(this.path).href;
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.path, name)).href;
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), content);
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { recursive: true });
  }
}
