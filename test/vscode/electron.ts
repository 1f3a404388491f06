/**
 * `npm run test:electron`: the same suite in a desktop VS Code that `@vscode/test-electron` downloads. For contributors
 * whose machine reaches the vendor's site and has a display (or `xvfb-run`); `npm test` uses the VS Code of
 * `test/vscode/run.ts` instead. Not run where this was written (no download there): configured and type-checked only.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { bundleSuite } from './driver/bundle-suite.ts';
import { OPTIONS_NAME, REPORT_NAME, type Report, type RunOptions } from './driver/exchange.ts';
import { installStub } from './driver/install-stub.ts';
import { printReport, summarise } from './driver/print-report.ts';
import { WORKSPACE } from './driver/run-tests.ts';
import { ORDINARY } from './driver/suites.ts';

async function main(): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'meshwright-electron-'));
  try {
    const folder = join(scratch, 'workspace');
    const extensions = join(scratch, 'extensions');
    mkdirSync(extensions);
    cpSync(WORKSPACE, folder, { recursive: true });
    installStub(extensions);
    const options: RunOptions = { titles: `^${ORDINARY}`, trust: 'switched-off', host: 'node' };
    writeFileSync(join(scratch, OPTIONS_NAME), JSON.stringify(options));
    await runTests({
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: await bundleSuite(),
      launchArgs: [
        folder,
        ...['--extensions-dir', extensions, '--user-data-dir', join(scratch, 'user')],
        ...['--disable-workspace-trust', '--disable-telemetry', '--skip-welcome', '--skip-release-notes'],
      ],
    });
    const report: Report = JSON.parse(readFileSync(join(scratch, REPORT_NAME), 'utf8'));
    printReport(report);
    return summarise([report]);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

process.exitCode = await main();
