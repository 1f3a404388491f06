/** The server that most people have: `yaml-language-server` with a schema of all Istio kinds. Never a dependency. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { validationSchemas } from '../../scripts/schemas/validation-schema.ts';
import type { CompactFamily } from '../../server/src/schema/compact-facts.ts';
import type { ServerCommand } from './server-session.ts';

const PACKAGE = 'yaml-language-server@2.0.0';

/** The command, or why there is none. */
export function peerCommand(root: string, out: string): ServerCommand | { readonly missing: string } {
  const folder = join(root, '.cache', 'bench');
  const program = join(folder, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', PACKAGE];
    spawnSync('npm', args, { stdio: 'ignore', shell: process.platform === 'win32', timeout: 120_000 });
  }
  if (!existsSync(program)) return { missing: `${PACKAGE} could not be installed` };
  const schema = join(out, 'istio.schema.json');
  writeFileSync(schema, JSON.stringify(oneSchema(root)));
  return {
    args: [program, '--stdio'],
    settings: {
      yaml: {
        validate: true,
        schemaStore: { enable: false },
        schemas: { [pathToFileURL(schema).href]: ['*.yaml', '**/*.yaml'] },
      },
    },
  };
}

/** Chooses by kind with if/then, as people do who check several kinds with one file. */
function oneSchema(root: string): unknown {
  const family = JSON.parse(readFileSync(join(root, 'schemas', 'istio.json'), 'utf8')) as CompactFamily;
  const { $defs, kinds } = validationSchemas(family);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $defs,
    allOf: Object.entries(kinds).map(([kind, schema]) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: schema,
    })),
  };
}
