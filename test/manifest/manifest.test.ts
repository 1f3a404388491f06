/** The extension's manifest agrees with the code and with its texts. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SETTINGS } from '../../server/src/workspace/settings.ts';

interface Property {
  readonly type: string;
  readonly scope: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
const { contributes } = JSON.parse(text);
const texts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(ROOT, 'package.nls.json'), 'utf8'),
);

describe('package.json', () => {
  it('declares the settings that the code reads, and no others', () => {
    const sections: readonly { properties: Record<string, Property> }[] = contributes.configuration;
    const declared = sections.flatMap(({ properties }) =>
      Object.entries(properties).map(([name, { type, scope, default: byDefault, enum: values }]) => ({
        name: name.replace(/^meshwright\./, ''),
        type,
        scope,
        default: byDefault,
        ...(values === undefined ? {} : { enum: values }),
      })),
    );
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    assert.deepEqual(declared.sort(byName), [...SETTINGS].sort(byName));
  });

  it('has a text for each of its keys, and no text for nothing', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('contributes every snippet file, each of which exists', () => {
    const declared = contributes.snippets.map(({ path }: { path: string }) =>
      path.replace('./snippets/', ''),
    );
    // Whose header depends on the release, only the server can offer.
    const files = readdirSync(join(ROOT, 'snippets')).filter((file) => file !== 'resources.json');
    assert.deepEqual(declared.sort(), files.sort());
  });

  it('names the schema of meshwright.json where it is', () => {
    const [{ fileMatch, url }] = contributes.jsonValidation;
    assert.equal(fileMatch, 'meshwright.json');
    assert.ok(existsSync(join(ROOT, url)), url);
  });

  it('puts every command under one category', () => {
    for (const { command, category } of contributes.commands) {
      assert.match(command, /^meshwright\.[a-z][A-Za-z]+$/);
      assert.equal(category, 'Meshwright');
    }
  });
});
