/** Meshes with planted mistakes, made by the generator of the knowledge base where it is at hand. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GENERATOR = fileURLToPath(new URL('../../../shared/bench/gen-mesh.mjs', import.meta.url));

/** Why tests with generated meshes are skipped; false where the generator is. */
export const WITHOUT_GENERATOR = !existsSync(GENERATOR) && '../shared/bench is not here';

/** Texts by relative path. */
export function generatedMesh(...options: readonly string[]): ReadonlyMap<string, string> {
  const parent = mkdtempSync(join(tmpdir(), 'meshwright-fixes-'));
  try {
    const folder = join(parent, 'mesh');
    execFileSync(process.execPath, [GENERATOR, ...options, '--out', folder], { stdio: 'ignore' });
    return yamlBelow(folder);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Texts of the YAML files of a folder by relative path. */
export function yamlBelow(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
