/**
 * The reporter of `node --test` here: a line for each file, failures in full, and, at the end, the counts as JSON in
 * the file that MESHWRIGHT_TEST_COUNTS names.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

/**
 * @typedef {object} Summary of one file, or of all where `file` is undefined
 * @property {{ tests: number, passed: number }} counts
 * @property {string} [file]
 * @property {number} duration_ms
 * @property {boolean} success
 *
 * @typedef {import('node:test/reporters').TestEvent | { type: 'test:summary', data: Summary }} TestEvent the summary
 * is newer than the Node whose types we compile against
 */

/** @param {string | undefined} file */
function show(file) {
  return file === undefined ? '' : relative(process.cwd(), file);
}

/** @param {import('node:test').EventData.TestFail} data */
function failure({ name, file, line, details }) {
  // Node wraps what was thrown; the cause is what the test's author wants to see.
  const { error } = details;
  const cause = error.cause ?? error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  return `\n✖ ${name}\n  ${show(file)}:${line ?? 1}\n${text.replace(/^/gm, '    ')}\n\n`;
}

/**
 * Whether a failure only says that something inside failed, which was shown already.
 * @param {import('node:test').EventData.TestFail} data
 */
function isEcho({ details }) {
  return /** @type {{ failureType?: string }} */ (details.error).failureType === 'subtestsFailed';
}

/**
 * @param {AsyncIterable<TestEvent>} events
 * @returns {AsyncGenerator<string>}
 */
// biome-ignore lint/style/noDefaultExport: the form in which node:test takes a reporter
export default async function* report(events) {
  /** @type {string[]} */
  const skipped = [];
  /** @type {string[]} */
  const failed = [];
  for await (const event of events) {
    if (event.type === 'test:fail' && event.data.todo === undefined && !isEcho(event.data)) {
      failed.push(`${event.data.name} (${show(event.data.file)})`);
      yield failure(event.data);
    }
    if (event.type === 'test:pass' && event.data.skip !== undefined) {
      skipped.push(`${event.data.name}${typeof event.data.skip === 'string' ? `: ${event.data.skip}` : ''}`);
    }
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message;
    if (event.type !== 'test:summary') continue;
    const { counts, file, duration_ms: duration, success } = event.data;
    if (file === undefined) {
      const target = process.env['MESHWRIGHT_TEST_COUNTS'];
      const result = { passed: counts.passed, failed, skipped };
      if (target !== undefined) writeFileSync(target, JSON.stringify(result));
    } else {
      yield `${success ? 'ok  ' : 'FAIL'} ${show(file)}  ${counts.tests} tests  ${Math.round(duration)} ms\n`;
    }
  }
}
