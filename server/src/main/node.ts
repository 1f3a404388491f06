/** Entry of the server process that the desktop editor starts. */
import { startNodeServer } from './start-node-server.ts';

startNodeServer();
