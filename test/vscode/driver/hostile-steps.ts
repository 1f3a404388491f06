/** Names that would run if anything took them for markup: in pages, hovers and pictures they are text. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import { pageOf } from './page-of.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { pressUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';
import { ARTIFACTS } from './workbench.ts';

export const HOSTILE_STEPS: readonly Step[] = [
  ['Hostile names are text in every page', hostileNames],
  ['Hostile names are text in a hover', hostileHover],
  [
    'The picture of the command line opens in a browser, has no script, and names in it are text',
    hostilePicture,
  ],
];

/** What a picture is made of. */
const PICTURE_ELEMENTS: readonly string[] = [
  'svg',
  'title',
  'desc',
  'g',
  'rect',
  'path',
  'circle',
  'text',
  'tspan',
  'line',
];
/** Keys from the end of the line into the name. */
const HOVER_BACK = 40;
const HOSTILE = '<img src=x onerror=window.pwned=1>';

/** A manifest whose every name would run if anything took it for markup. */
export function hostileManifest(): string {
  const quoted = JSON.stringify(`${HOSTILE}"]]>\\u202e\\u0007javascript:alert(1)`).replaceAll('\\\\u', '\\u');
  return [
    'apiVersion: networking.istio.io/v1',
    'kind: VirtualService',
    `metadata: { name: ${quoted}, namespace: shop }`,
    'spec:',
    `  hosts: [${quoted}]`,
    '  http:',
    `    - name: ${quoted}`,
    `      match: [{ headers: { ${quoted}: { exact: ${quoted} } } }]`,
    `      route: [{ destination: { host: ${quoted}, subset: ${quoted} } }]`,
    '---',
    'apiVersion: v1',
    'kind: Service',
    `metadata: { name: ${quoted}, namespace: shop }`,
    'spec: { selector: { app: hostile }, ports: [{ name: http, port: 80 }] }',
    '',
  ].join('\n');
}

async function hostileNames(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'hostile.yaml', '.monaco-editor .view-line');
  const tabs = [
    ['Show mesh graph', /^Mesh$/, 'svg[role="group"]'],
    ['Show routes', /^Routes$/, 'table.routes'],
    ['Simulate request', 'Request', '.verdict'],
    ['Show security', 'Security', 'table.matrix'],
    ['Explain in words', 'Explain', 'article'],
  ] as const;
  for (const [name, tab, content] of tabs) {
    await toFiles(page);
    await runQuickly(page, `>Meshwright: ${name}`, 'iframe.webview.ready');
    await page.locator('.tab.active').filter({ hasText: tab }).first().waitFor();
    const panel = pageOf(page);
    await panel.locator(content).first().waitFor();
    // The request panel has it in its form.
    await panel.getByText('<img src').or(panel.locator('#url')).first().waitFor();
    const pwned = await panel
      .locator('body')
      .evaluate(
        (body) => 'pwned' in globalThis || body.querySelector('img, script[src^="javascript"]') !== null,
      );
    if (pwned) throw new Error(`${name}: the name was taken for markup`);
  }
}

/** On the host of the destination, which a Service of that name makes known. */
async function hostileHover(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'hostile.yaml:5', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  for (let step = 0; step < HOVER_BACK; step += 1) await page.keyboard.press('ArrowLeft');
  const hover = page.locator('.monaco-hover:visible', { hasText: '<img src' });
  // A pointer that lies on the editor may close what the keyboard has opened.
  await pressUntil(
    () => runQuickly(page, '>Show or Focus Hover', '.monaco-workbench'),
    hover.getByText('<img src'),
  );
  const images = await hover.locator('img[src="x"], img[onerror], script').count();
  const pwned = await page.evaluate(() => 'pwned' in globalThis);
  if (pwned || images > 0) throw new Error('a name was taken for markup');
  await page.keyboard.press('Escape');
}

async function hostilePicture(page: Page, { folder }: Circumstances): Promise<void> {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'dist', 'cli.js'), 'graph', folder, '--format', 'svg'],
    { encoding: 'utf8' },
  );
  if (!/&(?:lt|#60);img src/.test(stdout)) throw new Error(`no picture with the name: ${stderr}`);
  const file = join(ARTIFACTS, 'graph of the command line.svg');
  writeFileSync(file, stdout);
  const tab = await page.context().newPage();
  await tab.goto(pathToFileURL(file).href);
  const found = await tab.locator(':root').evaluate((root, allowed) => {
    const parts = [root, ...root.querySelectorAll('*')];
    return {
      root: root.tagName,
      others: parts.map(({ tagName }) => tagName).filter((name) => !allowed.includes(name)),
      acting: parts.flatMap(({ attributes }) =>
        [...attributes].map(({ name }) => name).filter((name) => /^on|href/i.test(name)),
      ),
      pwned: 'pwned' in globalThis,
    };
  }, PICTURE_ELEMENTS);
  await tab.screenshot({ path: join(ARTIFACTS, 'graph of the command line.png') });
  await tab.close();
  if (found.root !== 'svg' || found.pwned || found.others.length + found.acting.length > 0)
    throw new Error(`the picture is no plain picture: ${JSON.stringify(found)}`);
}
