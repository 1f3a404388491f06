/** The templates of a chart and of the charts inside it, read without running anything. */

import { findEntry } from '../yaml/navigate.ts';
import { readWhole } from '../yaml/read-whole.ts';
import { readTemplate, type Template } from './template.ts';

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Read-only; paths have `/` between folders. */
export interface ChartSource {
  read(path: string): string | undefined;
  /** In any order; empty for what is no folder. */
  list(folder: string): readonly FolderEntry[];
}

export interface ChartTemplate {
  readonly path: string;
  readonly template: Template;
}

export interface Chart {
  /** Sorted by path. */
  readonly templates: readonly ChartTemplate[];
}

export const CHART_FILE = 'Chart.yaml';

/** Charts in charts, and folders in folders: what no honest chart reaches. */
const MAX_DEPTH = 16;
const MAX_TEMPLATES = 5_000;

export function readChart(folder: string, source: ChartSource): Chart {
  const paths: string[] = [];
  collectChart(folder, source, 0, paths);
  const templates = paths.sort().flatMap((path): ChartTemplate[] => {
    const text = source.read(path);
    return text === undefined ? [] : [{ path, template: readTemplate(text) }];
  });
  return { templates };
}

function collectChart(folder: string, source: ChartSource, depth: number, paths: string[]): void {
  if (depth > MAX_DEPTH) return;
  if (!isLibrary(source.read(join(folder, CHART_FILE))))
    collectTemplates(join(folder, 'templates'), source, depth, paths);
  const charts = join(folder, 'charts');
  for (const { name, isFolder } of source.list(charts)) {
    const inner = join(charts, name);
    if (isFolder && source.read(join(inner, CHART_FILE)) !== undefined)
      collectChart(inner, source, depth + 1, paths);
  }
}

/** Partials (`_…`) print nothing of their own, `NOTES.txt` is for people. */
function collectTemplates(folder: string, source: ChartSource, depth: number, paths: string[]): void {
  for (const { name, isFolder } of source.list(folder)) {
    if (paths.length >= MAX_TEMPLATES) return;
    const path = join(folder, name);
    if (isFolder) {
      if (depth < MAX_DEPTH) collectTemplates(path, source, depth + 1, paths);
    } else if (isTemplateName(name)) paths.push(path);
  }
}

export function isTemplateName(name: string): boolean {
  return !name.startsWith('_') && /\.(?:ya?ml|json|tpl)$/i.test(name);
}

/** `type: library`: the chart gives helpers and no objects. */
function isLibrary(text: string | undefined): boolean {
  if (text === undefined) return false;
  const { documents } = readWhole(text);
  const type = findEntry(documents[0]?.document.root, 'type')?.value;
  return type?.kind === 'scalar' && type.value === 'library';
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
