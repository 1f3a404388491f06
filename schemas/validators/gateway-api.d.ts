/** Compiled by `npm run gen:schemas`; by kind. */
export { validators } from './istio.js';
