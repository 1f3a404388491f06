/** A page in each theme: a picture for people, and what axe says. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import { ARTIFACTS } from './workbench.ts';

export interface Circumstances {
  /** The machine's settings, which the workbench watches. */
  readonly settingsFile: string;
  /** The folder with the sample mesh. */
  readonly folder: string;
  /** For folders of steps. */
  readonly scratch: string;
  readonly host: 'node' | 'web';
  /** Of a window of the same server; without a folder for `undefined`. */
  addressOf(folder: string | undefined): string;
}

export type Step = readonly [title: string, run: (page: Page, circumstances: Circumstances) => Promise<void>];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** With the class that a page has in it, and that of the window around it. */
const THEMES = [
  ['Light Modern', 'vscode-light', 'vs'],
  ['Default High Contrast', 'vscode-high-contrast', 'hc-black'],
  ['Default High Contrast Light', 'vscode-high-contrast-light', 'hc-light'],
  ['Dark Modern', 'vscode-dark', 'vs-dark'],
] as const;

export async function axeInThemes(
  page: Page,
  { settingsFile, host }: Circumstances,
  name: string,
  content: string,
): Promise<void> {
  await page.mouse.move(300, 700); // away from what has a tip
  for (const [theme, look, around] of THEMES) {
    const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
    writeFileSync(settingsFile, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
    const panel = pageOf(page);
    await page.locator(`.monaco-workbench.${around}`).waitFor();
    await panel.locator(`body.${look}`).waitFor();
    await panel.locator(content).waitFor();
    await page.screenshot({ path: join(ARTIFACTS, `${name} ${theme} ${host}.png`), animations: 'disabled' });
    await checkAxe(panel, `${name} in ${theme}`);
  }
}

export async function checkAxe(panel: FrameLocator, what: string): Promise<void> {
  const frame = await panel.locator('body').elementHandle();
  const owner = await frame?.ownerFrame();
  if (!owner) throw new Error('the page is gone');
  await owner.evaluate(AXE);
  const violations = await owner.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: readonly Violation[] }> };
    };
    return (await axe.run()).violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  });
  if (violations.length > 0) throw new Error(`${what}: ${JSON.stringify(violations, undefined, 1)}`);
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}
