/** Makes mocha's `suite` and `test` global before a test file runs (in Node and in a worker the same build). */
import 'mocha/mocha.js';

mocha.setup({ ui: 'tdd', timeout: 30_000, slow: 10_000 });
