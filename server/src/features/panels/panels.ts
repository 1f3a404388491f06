/** The preview panels, by the name that the client asks with. */
import { explainPage } from '../explain-page/explain-page.ts';
import { meshGraphPanel } from '../mesh-graph/mesh-graph.ts';
import { requestAnswer } from '../request-answer/request-answer.ts';
import { routesTable } from '../routes-table/routes-table.ts';
import { securityPosture } from '../security-posture/security-posture.ts';
import type { Panel } from './panel.ts';

export const PANELS: ReadonlyMap<string, Panel> = new Map([
  ['explain', explainPage],
  ['graph', meshGraphPanel],
  ['request', requestAnswer],
  ['routes', routesTable],
  ['security', securityPosture],
]);
