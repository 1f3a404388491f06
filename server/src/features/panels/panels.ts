/** The preview panels, by the name that the client asks with. */
import { meshGraphPanel } from '../mesh-graph/mesh-graph.ts';
import { requestAnswer } from '../request-answer/request-answer.ts';
import { routesTable } from '../routes-table/routes-table.ts';
import type { Panel } from './panel.ts';

export const PANELS: ReadonlyMap<string, Panel> = new Map([
  ['graph', meshGraphPanel],
  ['request', requestAnswer],
  ['routes', routesTable],
]);
