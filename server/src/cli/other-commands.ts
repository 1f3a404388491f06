/** The commands but `lint`, to be loaded together: files of their own for each would make all of them start later. */
export { explain } from './explain.ts';
export { fix } from './fix.ts';
export { graph } from './graph.ts';
export { listRules } from './list-rules.ts';
export { query } from './query.ts';
export { render } from './render.ts';
export { runTests } from './run-tests.ts';
export { trace } from './trace.ts';
export { worlds } from './worlds.ts';
