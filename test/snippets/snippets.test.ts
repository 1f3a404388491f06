/** Each snippet of the picker, with its placeholders' defaults, is a manifest without a finding. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { snapshotOf, URI } from '../features/marked-text.ts';

interface ContributedSnippet {
  readonly prefix?: string;
  readonly isFileTemplate?: boolean;
  readonly description: string;
  readonly body: readonly string[];
}

const FOLDER = fileURLToPath(new URL('../../snippets', import.meta.url));
const CHOICE = /\$\{(\d+)\|([^,|]*)[^|]*\|\}/g;
const PLACEHOLDER = /\$\{(\d+):([^}]*)\}/g;

/** Resources without a header are no snippets of the picker (`test/features/skeletons.test.ts`). */
const snippets = readdirSync(FOLDER)
  .filter((file) => file !== 'resources.json')
  .flatMap((file) =>
    Object.entries<ContributedSnippet>(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
  );

/** The text that is inserted when nobody changes a placeholder. */
function insertedText({ body }: ContributedSnippet): string {
  return body.join('\n').replaceAll(CHOICE, '$2').replaceAll(PLACEHOLDER, '$2');
}

describe('snippets', () => {
  it('has a good first set', () => assert.ok(snippets.length >= 20, `${snippets.length}`));

  for (const [name, snippet] of snippets) {
    it(`${name} is right as it comes`, () => {
      const text = insertedText(snippet);
      assert.doesNotMatch(text, /\$/);
      const snapshot = snapshotOf(text, { completeness: 'partial' });
      assert.ok(snapshot.resources(URI).length > 0, 'it holds a resource');
      const findings = [...snapshot.analyze()].flatMap((uri) => snapshot.findings(uri));
      assert.deepEqual(
        findings
          .filter(({ severity }) => severity !== 'hint')
          .map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
    });

    it(`${name} says the same where a placeholder is repeated`, () => {
      const defaults = new Map<string, string>();
      for (const [, number = '', value = ''] of snippet.body.join('\n').matchAll(PLACEHOLDER)) {
        assert.equal(defaults.get(number) ?? value, value);
        defaults.set(number, value);
      }
    });

    it(`${name} is for the picker only`, () => {
      // Without a prefix the editor never suggests it while typing: there the server offers the same, with names of
      // the workspace. As a file template it is offered for an empty file.
      assert.equal(snippet.prefix, undefined);
      assert.equal(snippet.isFileTemplate, true);
      assert.match(name, /^(?:Istio|Gateway API|Ambient|Kubernetes|cert-manager|Flagger|Argo Rollouts): /);
      assert.notEqual(snippet.description, '');
    });
  }
});
