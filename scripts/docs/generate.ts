/**
 * Writes `docs/rules/`, `docs/settings.md` and `docs/patterns.md`. `--check` writes nothing and fails when a page on disk differs, is
 * missing, or belongs to no rule.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patternsPage } from './patterns.ts';
import { rulePages } from './rules.ts';
import { settingsPage } from './settings.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

/** Pages by path below `docs/`. */
const wanted = new Map([...rulePages(), ...settingsPage(), ...patternsPage()]);

function existing(): readonly string[] {
  if (!existsSync(join(docs, 'rules'))) return [];
  return readdirSync(join(docs, 'rules'), { recursive: true, encoding: 'utf8' })
    .map((path) => `rules/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md'));
}

function isCurrent(path: string, text: string): boolean {
  return existsSync(join(docs, path)) && readFileSync(join(docs, path), 'utf8') === text;
}

const stale = [...wanted].filter(([path, text]) => !isCurrent(path, text));
const strays = existing().filter((path) => !wanted.has(path));

if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`docs/${path} is out of step: run \`npm run gen\``);
  for (const path of strays) console.error(`docs/${path} belongs to no rule: run \`npm run gen\``);
  if (stale.length + strays.length > 0) process.exitCode = 1;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(docs, path)), { recursive: true });
    writeFileSync(join(docs, path), text);
  }
  for (const path of strays) rmSync(join(docs, path));
}
console.log(`${wanted.size} pages`);
