/**
 * Makes mocha's `suite` and `test` global before a test file runs. It is mocha's browser build in both hosts; its page
 * (`mocha.run`) wants a document, its class does not.
 */
import 'mocha/mocha.js';

export const runner = new Mocha({ ui: 'tdd', timeout: 120_000 });
runner.suite.emit('pre-require', globalThis, '', runner);
