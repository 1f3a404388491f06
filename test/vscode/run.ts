/**
 * The extension in a real VS Code: `node test/vscode/run.ts [--suite node,web,untrusted,demo,panels,panels-web,typing,vsix] [--grep PATTERN]`
 * (Node 24; the bundles in `dist` must be built). One browser serves all suites. The last line counts: `N passed, N failed[, N skipped]`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSuite } from './driver/bundle-suite.ts';
import type { Report } from './driver/exchange.ts';
import { readOptions } from './driver/options.ts';
import { printReport, summarise } from './driver/print-report.ts';
import { SUITES } from './driver/suites.ts';
import { launchBrowser } from './driver/workbench.ts';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if ('problem' in options) {
    console.error(options.problem);
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'meshwright-vscode-'));
  const browser = await launchBrowser(options.chromium);
  try {
    const tests = await bundleSuite();
    const reports: Report[] = [];
    for (const name of options.suites) {
      console.log(`\n${SUITES[name].title}`);
      const own = join(scratch, name);
      mkdirSync(own);
      const report = await SUITES[name].run({ options, browser, tests, scratch: own });
      printReport(report);
      reports.push(report);
    }
    return summarise(reports);
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

process.exitCode = await main();
