/** Entry of the server process that the desktop editor starts. */
import { PANELS } from '../features/panels/panels.ts';
import { startNodeServer } from './start-node-server.ts';

startNodeServer(PANELS);
