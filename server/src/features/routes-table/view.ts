/** From whose proxy a list of routes is seen. */
import type { ClusterUser } from '../../semantics/clusters.ts';
import type { RouteProxy } from '../../semantics/http-match.ts';
import type { HttpHost } from '../../semantics/http-table.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { VirtualService } from '../../semantics/virtual-services.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { Sentence } from '../panels/panel-data.ts';

export interface RouteView {
  readonly mesh: Mesh;
  readonly snapshot: Snapshot;
  readonly places: PlaceBook;
  readonly proxy: RouteProxy;
  readonly user: ClusterUser;
}

/** What a proxy knows of one host. */
export interface SeenHost {
  readonly view: RouteView;
  readonly table: HttpHost | undefined;
  /** Whose rules the table holds, in its order. */
  readonly owners: readonly VirtualService[];
  readonly ports: readonly number[];
  readonly story: Sentence;
  /** What happens when the table has no rule for a request, or there is no table. */
  readonly otherwise: Sentence;
  /** Why none of the rules is ever asked; undefined when they are. */
  readonly bypass: string | undefined;
}
