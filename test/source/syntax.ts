/** The product's source as syntax: what tests say of every regular expression and every record in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse, tokenizer } from 'acorn';
import { transformSync } from 'esbuild';
import { ROOT } from '../../scripts/setup/paths.mjs';

const FOLDERS = ['server/src', 'client/src'];
const PAGES = 'client/webview';
const OPTIONS = { ecmaVersion: 'latest', sourceType: 'module' } as const;

/** Files that ship, from the checkout, with `/`. */
export function sourceFiles(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.split(sep).join('/')}`,
    ),
  ).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/'));
}

/** Files of the panels' pages, likewise. */
export function pageFiles(): readonly string[] {
  return readdirSync(join(ROOT, PAGES), { recursive: true, encoding: 'utf8' })
    .map((path) => `${PAGES}/${path.split(sep).join('/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|d)\.ts$/.test(path));
}

export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** Files that write it. */
  readonly files: readonly string[];
}

/** Every regular expression literal of the source, each once. */
export function regularExpressions(): readonly Pattern[] {
  const found = new Map<string, Pattern & { files: string[] }>();
  for (const file of sourceFiles()) {
    for (const token of tokenizer(plainSource(file), OPTIONS)) {
      if (token.type.label !== 'regexp') continue;
      const { value } = token as unknown as { readonly value: { readonly pattern: string; flags: string } };
      const { pattern: source, flags } = value;
      const known = found.get(`/${source}/${flags}`);
      if (known === undefined) found.set(`/${source}/${flags}`, { source, flags, files: [file] });
      else known.files.push(file);
    }
  }
  return [...found.values()];
}

export interface SyntaxNode extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Calls `visit` with every node of a file's syntax tree, and with the text that its offsets count in. */
export function visitNodes(file: string, visit: (node: SyntaxNode, text: string) => void): void {
  const text = plainSource(file);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item);
    } else if (isNode(value)) {
      visit(value, text);
      for (const child of Object.values(value)) walk(child);
    }
  };
  walk(parse(text, OPTIONS));
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Without types; elements are calls. */
function plainSource(file: string): string {
  const loader = file.endsWith('.tsx') ? 'tsx' : 'ts';
  const text = readFileSync(join(ROOT, file), 'utf8');
  return transformSync(text, { loader, target: 'esnext', jsx: 'automatic', jsxImportSource: 'preact' }).code;
}
