/** Every word that a page shows can be translated: it goes through `t` or `told`, and stands in the bundle. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { pageFiles, type SyntaxNode, visitNodes } from './syntax.ts';

const TRANSLATOR = 'client/webview/shared/l10n.ts';
const TRANSLATORS = new Set(['t', 'told']);
/** Attributes and properties that people see or hear. */
const SHOWN = new Set([
  ...['children', 'aria-label', 'aria-description', 'data-head', 'placeholder', 'title', 'alt'],
  ...['label', 'text', 'header', 'foot'],
]);
/** Names of things, which no language translates. */
const NAMES = new Set(['ServiceEntry', 'SVG', 'PNG', 'TLS ', 'TCP ', 'W']);
/** Samples of what may be typed. */
const SAMPLES = new Set(['http://host:port/path', '203.0.113.7', '{"iss": "…", "sub": "…"}']);
const WORD = /\p{L}{2}/u;
/** Several words, or one that begins a sentence: no class, kind or key is written so. */
const SENTENCE = /^\p{Lu}\p{Ll}+$|\p{L}[,.:…]? \p{L}/u;
/** Attributes that nobody sees. */
const UNSEEN = new Set(['class', 'd', 'transform', 'viewBox', 'key', 'style']);
/** Keys of the keyboard, as browsers name them. */
const KEYS = /^(?:Arrow(?:Up|Down|Left|Right)|Enter|Escape|Home|End|PageUp|PageDown|Tab|ContextMenu)$/;

interface Found {
  readonly file: string;
  readonly text: string;
}

function isTranslated({ type, callee }: SyntaxNode): boolean {
  const name = (callee as SyntaxNode | undefined)?.['name'];
  return type === 'CallExpression' && typeof name === 'string' && TRANSLATORS.has(name);
}

function nameOf({ type, key, computed }: SyntaxNode): string | undefined {
  if (type !== 'Property' || computed === true) return undefined;
  const { name, value } = key as { readonly name?: string; readonly value?: string };
  return name ?? value;
}

/** Texts of a piece of syntax that are shown as they are written. */
function bareTexts(value: unknown, isShown: boolean): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => bareTexts(item, isShown));
  if (typeof value !== 'object' || value === null || !('type' in value)) return [];
  const node = value as SyntaxNode;
  const name = nameOf(node);
  if (isTranslated(node) || node.type === 'ImportDeclaration') return [];
  if (name !== undefined && UNSEEN.has(name)) return [];
  if (name !== undefined) return bareTexts(node['value'], SHOWN.has(name));
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? judged(node['value'], isShown) : [];
    case 'TemplateElement':
      return judged((node['value'] as { readonly cooked: string }).cooked, isShown);
    case 'ConditionalExpression':
      return [
        ...bareTexts(node['test'], false),
        ...bareTexts([node['consequent'], node['alternate']], isShown),
      ];
    case 'LogicalExpression':
      return [...bareTexts(node['left'], false), ...bareTexts(node['right'], isShown)];
    case 'TemplateLiteral':
    case 'ArrayExpression':
      return Object.values(node).flatMap((child) => bareTexts(child, isShown));
    default:
      return Object.values(node).flatMap((child) => bareTexts(child, false));
  }
}

function judged(text: string, isShown: boolean): readonly string[] {
  if (NAMES.has(text) || SAMPLES.has(text) || KEYS.test(text)) return [];
  return (isShown ? WORD : SENTENCE).test(text) ? [text] : [];
}

/** Of one file: what can be translated, and what cannot. */
function textsOf(file: string): { readonly translated: readonly string[]; readonly bare: readonly Found[] } {
  const translated: string[] = [];
  const bare: Found[] = [];
  visitNodes(file, (node) => {
    if (node.type === 'Program') for (const text of bareTexts(node['body'], false)) bare.push({ file, text });
    if (!isTranslated(node) || file === TRANSLATOR) return;
    const [first] = node['arguments'] as readonly SyntaxNode[];
    const text = first?.['value'];
    if (typeof text === 'string') translated.push(text);
    else bare.push({ file, text: 'the text of t() is not written there' });
  });
  return { translated, bare };
}

describe('pages', () => {
  const files = pageFiles().map(textsOf);

  it('show no word that cannot be translated', () => {
    assert.ok(files.length > 30, 'the pages are there');
    assert.deepEqual(
      files.flatMap(({ bare }) => bare),
      [],
    );
  });

  it('have each of their texts in the bundle', () => {
    const bundle = JSON.parse(readFileSync(join(ROOT, 'l10n', 'bundle.l10n.json'), 'utf8'));
    const texts = files.flatMap(({ translated }) => translated);
    assert.ok(texts.length > 150, `${texts.length} texts`);
    assert.deepEqual(
      texts.filter((text) => !Object.hasOwn(bundle, text)),
      [],
    );
  });
});
