/**
 * Documents typed key by key, asked at every place as VS Code asks: by trigger characters, by letters, by Ctrl+Space.
 * Each answer is held against what Enter would do then.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CompletionItem, CompletionList, Position } from 'vscode-languageserver-protocol';
import { isSubsequence } from '../../server/src/features/completion/matching.ts';
import { TYPED_DOCUMENTS } from '../typing/typed-documents.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/shop', import.meta.url));
const INVOKED = 1;
const BY_CHARACTER = 2;
/** Behind the colon of a scalar whose words are known, perhaps behind an opening quote; or of a key inside brackets. */
const BEHIND_KEY = /^(?:[^'"]*[{,] |\s*(?:- )*)["']?[\w./@-]+["']?: ["']?$/;
/** Keys whose values people make up. */
const FREE =
  /(?:^ {2}name|(?:^|[\s{])(?:weight|attempts|timeout|perTryTimeout|interval|\w+Time|\w+Timeout|max\w+|consecutive\w+|request|prefix|value)): $/;

interface Session {
  readonly client: LspClient;
  readonly uri: string;
}

function sampleFiles(): Record<string, string> {
  const names = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(SAMPLE, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(SAMPLE, name), 'utf8')]));
}

async function begin(t: TestContext, name: string): Promise<Session> {
  const folder = new TestFolder(t, sampleFiles());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf(`shop/typed-${name}`);
  client.open(uri, '');
  await client.pull(uri);
  return { client, uri };
}

async function ask(
  { client, uri }: Session,
  position: Position,
  triggerCharacter?: string,
): Promise<readonly CompletionItem[]> {
  const context =
    triggerCharacter === undefined
      ? { triggerKind: INVOKED }
      : { triggerKind: BY_CHARACTER, triggerCharacter };
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position,
    context,
  });
  return items;
}

/** What stands between the start of the item's range and the cursor. */
function typedFor({ textEdit }: CompletionItem, line: string, position: Position): string {
  const start = textEdit !== undefined && 'range' in textEdit ? textEdit.range.start : position;
  return line.slice(start.character, position.character);
}

/** Those that the client would show, best first: exact words, then the server's order. */
function shown(
  items: readonly CompletionItem[],
  line: string,
  position: Position,
): readonly CompletionItem[] {
  const isExact = (item: CompletionItem) => item.textEdit?.newText === typedFor(item, line, position);
  return items
    .filter((item) => isSubsequence(typedFor(item, line, position), item.filterText ?? item.label))
    .toSorted((a, b) => {
      const exact = Number(isExact(b)) - Number(isExact(a));
      return exact !== 0 ? exact : (a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1;
    });
}

for (const { name, text } of TYPED_DOCUMENTS) {
  describe(`typing ${name}`, () => {
    test('nothing is offered unasked where no word is known', async (t) => {
      const session = await begin(t, name);
      const { client, uri } = session;
      const capability = client.initialized.capabilities.completionProvider;
      const triggers = capability?.triggerCharacters ?? [];
      assert.deepEqual(triggers, [' ', '"', "'"]);
      let answers = 0;
      for (let at = 0; at < text.length; at++) {
        const character = text.charAt(at);
        const before = text.slice(text.lastIndexOf('\n', at) + 1, at + 1);
        const position = positionAt(text, at + 1);
        if (triggers.includes(character)) {
          client.change(uri, { text: text.slice(0, at + 1) });
          const items = await ask(session, position, character);
          if (items.length === 0) continue;
          answers += 1;
          assert.match(before, BEHIND_KEY, `at ${JSON.stringify(before)}`);
          assert.doesNotMatch(before, FREE, `at ${JSON.stringify(before)}`);
          const ofMoreLines = items.filter((item) => item.textEdit?.newText.startsWith('\n') === true);
          assert.deepEqual(ofMoreLines, [], `at ${JSON.stringify(before)}`);
        } else if (isInvented(before)) {
          client.change(uri, { text: text.slice(0, at + 1) });
          assert.deepEqual(await ask(session, position), [], `at ${JSON.stringify(before)}`);
        }
      }
      assert.ok(answers > 2, 'it asked where words are known');
      await client.stop();
    });

    test('at the end of each line, Enter can only be a line break', async (t) => {
      const session = await begin(t, name);
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        session.client.change(session.uri, { text: text.slice(0, at) });
        const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
        const position = positionAt(text, at);
        const [first, ...others] = shown(await ask(session, position), line, position);
        if (first === undefined || typedFor(first, line, position).trim() === '') continue;
        // Clients that select the first row all the same must not change a word that is complete.
        if (isDuration(line)) assert.fail(`${first.label} is offered at ${JSON.stringify(line)}`);
        const isComplete = first.textEdit?.newText === typedFor(first, line, position);
        if (isComplete)
          assert.ok(others.length > 0, `only ${first.label} is offered at ${JSON.stringify(line)}`);
        else assert.ok(isShortOf(first, line), `${first.label} at ${JSON.stringify(line)}`);
      }
      await session.client.stop();
    });

    test('asked for anywhere, it never answers with just what stands there, nor with a row twice', async (t) => {
      const session = await begin(t, name);
      session.client.change(session.uri, { text });
      for (let at = 0; at <= text.length; at++) {
        const position = positionAt(text, at);
        const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, endOfLine(text, at));
        const rows = shown(await ask(session, position), line, position);
        const isSame = ({ textEdit }: CompletionItem) =>
          textEdit !== undefined &&
          'range' in textEdit &&
          line.slice(textEdit.range.start.character, textEdit.range.end.character) === textEdit.newText;
        const isWord = rows.some((item) => typedFor(item, line, position) !== '');
        const labels = rows.map(({ label, labelDetails }) =>
          [label, labelDetails?.detail, labelDetails?.description].join(' '),
        );
        const twice = labels.filter((label, index) => labels.indexOf(label) !== index);
        assert.deepEqual(twice, [], `rows that nobody can tell apart at ${at}, ${JSON.stringify(line)}`);
        assert.ok(!isWord || !rows.every(isSame), `at ${at}, ${JSON.stringify(line)}: ${rows[0]?.label}`);
      }
      await session.client.stop();
    });
  });
}

test('behind a dash, Ctrl+Space answers and a blank does not', async (t) => {
  const session = await begin(t, 'dash.yaml');
  const text =
    'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a, namespace: shop }\nspec:\n  hosts:\n    - ';
  session.client.change(session.uri, { text });
  const position = positionAt(text, text.length);
  assert.deepEqual(await ask(session, position, ' '), []);
  assert.ok((await ask(session, position)).some(({ label }) => label === 'cart'));
  await session.client.stop();
});

/** A name of the document's own that is being typed. */
function isInvented(before: string): boolean {
  return /^ {2}name: \S+$/.test(before);
}

function isDuration(line: string): boolean {
  return /: [\d.]+m?s$/.test(line);
}

/** The typed name is the beginning of a longer one that the mesh has: a list may say so, and Enter does not take it. */
function isShortOf({ label }: CompletionItem, line: string): boolean {
  const word = /[\w./-]+$/.exec(line)?.[0] ?? '';
  return word !== '' && isSubsequence(word, label);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}
