/** Each way into each panel: opened for the resource that is asked of, seen, closed. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { chooseInMenu } from './choose-in-menu.ts';
import { pageOf } from './page-of.ts';
import type { Step } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { runQuickly } from './run-quickly.ts';
import { closeTab } from './welcome-steps.ts';

interface Panel {
  /** Of the command, in menus and on the button. */
  readonly title: string;
  readonly tab: RegExp;
  readonly file: string;
  /** Of the resource that it is opened for. */
  readonly line: number;
  /** Text on a line of that resource. */
  readonly text: string;
  /** Of another resource of the file. */
  readonly other: number;
  readonly hasButton: boolean;
  readonly lens?: string;
  /** There once it shows the resource. */
  subject(page: FrameLocator): ReturnType<FrameLocator['locator']>;
}

const ROUTE = { file: 'catalog-canary.yaml', line: 24, text: 'name: beta-testers', other: 4 };
const POLICY = { file: 'shop/access.yaml', line: 20, text: 'app: cart', other: 4 };

const PANELS: readonly Panel[] = [
  {
    ...ROUTE,
    title: 'Show mesh graph',
    tab: /^Mesh$/,
    hasButton: true,
    lens: 'Show in graph',
    subject: (page) => page.locator('[data-id^="host:"].here', { hasText: 'catalog' }),
  },
  {
    ...ROUTE,
    title: 'Show routes',
    tab: /^Routes$/,
    hasButton: true,
    lens: 'Show routes',
    subject: (page) => page.locator('.toolbar', { hasText: 'catalog.shop' }),
  },
  {
    ...ROUTE,
    title: 'Simulate request',
    tab: /^Request$/,
    hasButton: true,
    lens: 'Simulate a request',
    subject: (page) => page.locator('.step', { hasText: /Route "(canary|beta-testers)" matches/ }),
  },
  {
    ...ROUTE,
    title: 'Explain in words',
    tab: /^Explain$/,
    hasButton: false,
    lens: 'Explain',
    subject: (page) => page.locator('h2', { hasText: 'VirtualService shop/catalog' }),
  },
  {
    ...POLICY,
    title: 'Show security posture',
    tab: /^Security$/,
    hasButton: true,
    subject: (page) => page.locator('tr.touched', { hasText: 'cart' }),
  },
];

interface Way {
  readonly name: string;
  readonly fits: (panel: Panel) => boolean;
  /** Where the cursor stands before. */
  readonly line: (panel: Panel) => number;
  go(page: Page, panel: Panel): Promise<void>;
}

const WAYS: readonly Way[] = [
  {
    name: 'the button of the editor',
    fits: ({ hasButton }) => hasButton,
    line: ({ line }) => line,
    go: (page, { title, tab }) =>
      clickUntil(
        page.locator(`.editor-actions [aria-label^="${title}"]`),
        page.locator('.tab.active').filter({ hasText: tab }),
      ),
  },
  {
    name: 'the palette',
    fits: () => true,
    line: ({ line }) => line,
    go: (page, { title }) => runQuickly(page, `>Meshwright: ${title}`, 'iframe.webview.ready'),
  },
  {
    name: 'the menu of the editor',
    fits: () => true,
    line: ({ other }) => other,
    go: (page, { title, text }) => chooseInMenu(lineOf(page, text), title),
  },
  {
    name: 'the lens',
    fits: ({ lens }) => lens !== undefined,
    line: ({ other }) => other,
    go: (page, { lens = '', tab }) => clickLens(page, lens, tab),
  },
];

export const WAY_STEPS: readonly Step[] = [
  ...PANELS.map((panel): Step => {
    const ways = WAYS.filter(({ fits }) => fits(panel));
    const names = ways.map(({ name }) => name).join(', ');
    return [`${panel.title}: by ${names}`, (page) => goEach(page, panel, ways)];
  }),
  ['Show blast radius: by the palette, the menu of the editor', openBlastRadius],
];

async function goEach(page: Page, panel: Panel, ways: readonly Way[]): Promise<void> {
  for (const way of ways) {
    try {
      await runQuickly(page, `${panel.file}:${way.line(panel)}`, '.monaco-editor .view-line');
      await way.go(page, panel);
      await page.locator('.tab.active').filter({ hasText: panel.tab }).first().waitFor();
      await panel.subject(pageOf(page)).first().waitFor();
      await closeTab(page, panel.tab);
    } catch (error) {
      throw new Error(`by ${way.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function lineOf(page: Page, text: string): Locator {
  return page.locator('.monaco-editor .view-line', { hasText: text }).first();
}

/** Beside the others of a VirtualService; they move while those above them get their texts. */
async function clickLens(page: Page, lens: string, tab: RegExp): Promise<void> {
  const own = page.locator('.codelens-decoration', { hasText: 'Show routes' }).first();
  const link = own.locator('a').filter({ hasText: new RegExp(`^${lens}$`) });
  await clickUntil(link, page.locator('.tab').filter({ hasText: tab }));
}

/** Nothing has changed yet, and the view says so. */
async function openBlastRadius(page: Page): Promise<void> {
  const title = 'Show blast radius of the changes';
  const view = page.locator('.sidebar', { hasText: 'No object of the mesh is another since' });
  for (const by of ['palette', 'menu']) {
    await runQuickly(page, 'catalog-canary.yaml:24', '.monaco-editor .view-line');
    if (by === 'palette') await runQuickly(page, `>Meshwright: ${title}`, '.pane-header');
    else await chooseInMenu(lineOf(page, 'name: beta-testers'), title);
    await view.waitFor();
    await runQuickly(page, '>View: Close Primary Side Bar', '.monaco-editor .view-line');
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  }
}
