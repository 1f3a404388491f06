/** The product's source as syntax: what tests say of every regular expression and every record in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, sep } from 'node:path';
import { parse, tokenizer } from 'acorn';
import { ROOT } from '../../scripts/setup/paths.mjs';

const FOLDERS = ['server/src', 'client/src'];
const OPTIONS = { ecmaVersion: 'latest', sourceType: 'module', locations: true } as const;

/** Files that ship, from the checkout, with `/`. */
export function sourceFiles(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.split(sep).join('/')}`,
    ),
  ).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/'));
}

export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** `file:line` of each place that writes it. */
  readonly places: readonly string[];
}

/** Every regular expression literal of the source, each once. */
export function regularExpressions(): readonly Pattern[] {
  const found = new Map<string, Pattern & { places: string[] }>();
  for (const file of sourceFiles()) {
    for (const token of tokenizer(plainSource(file), OPTIONS)) {
      if (token.type.label !== 'regexp') continue;
      const { pattern: source, flags } = token.value as { readonly pattern: string; readonly flags: string };
      const place = `${file}:${token.loc?.start.line}`;
      const known = found.get(`/${source}/${flags}`);
      if (known === undefined) found.set(`/${source}/${flags}`, { source, flags, places: [place] });
      else known.places.push(place);
    }
  }
  return [...found.values()];
}

/** Calls visit with every node of a file's syntax tree. */
export function visitNodes(file: string, visit: (node: SyntaxNode) => void): void {
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item);
    } else if (isNode(value)) {
      visit(value);
      for (const child of Object.values(value)) walk(child);
    }
  };
  walk(parse(plainSource(file), OPTIONS));
}

export interface SyntaxNode extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}

/** Types become blanks: lines and columns stay. */
function plainSource(file: string): string {
  return stripTypeScriptTypes(readFileSync(join(ROOT, file), 'utf8'));
}
