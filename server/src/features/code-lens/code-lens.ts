/** Lenses above resources: how often they are used, where they route to, what they select. Texts are made on demand. */
import type { FileRange } from '../../workspace/origin.ts';
import { placeOfSite } from '../../workspace/references/sites-at.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { canExplain } from '../explain/explain.ts';
import { isMeshTestFile } from '../mesh-tests/mesh-tests.ts';
import { selectionsOf } from '../selection/selections.ts';
import { sharedRoutes } from '../weight-shares.ts';
import type { CodeLens, CodeLensOptions, LensKey, LensText } from './lens.ts';
import { panelLens, panelsFor } from './panel-lens.ts';
import { isCounted, referenceLens } from './reference-lens.ts';
import { routeLens } from './route-lens.ts';
import { selectorLens, selectorPlace } from './selector-lens.ts';
import { testLens, testLenses } from './test-lens.ts';

/** Cheap: nothing is counted. */
export function codeLenses(snapshot: Snapshot, uri: string, options: CodeLensOptions): readonly CodeLens[] {
  if (isMeshTestFile(uri)) return options.tests ? testLenses(snapshot, uri) : [];
  const world = snapshot.world(uri);
  if (world === undefined) return [];
  return snapshot.resources(uri).flatMap((slot) => lensesOf(snapshot, world, { uri, slot, options }));
}

/** Undefined when what the lens was about is gone. */
export function resolveCodeLens(snapshot: Snapshot, uri: string, key: LensKey): LensText | undefined {
  if (key.kind === 'tests') return testLens(key);
  const world = snapshot.world(uri);
  const slots = snapshot.resources(uri).filter((each) => each.key === key.resource);
  const slot = slots.find(({ index }) => index === key.index) ?? slots[0];
  if (world === undefined || slot === undefined) return undefined;
  switch (key.kind) {
    case 'references':
      return referenceLens(snapshot, world, slot, key.path);
    case 'routes':
      return routeLens(snapshot, world, slot, key.path);
    case 'selectors':
      return selectorLens(snapshot, world, slot, key.path);
    case 'panels':
      return panelLens(key.path);
    case 'explain':
      return { title: 'Explain', locations: [], action: { does: 'explain' } };
  }
}

interface LensRequest {
  readonly uri: string;
  readonly slot: Slot;
  readonly options: CodeLensOptions;
}

function lensesOf(
  snapshot: Snapshot,
  world: WorldView,
  { uri, slot, options }: LensRequest,
): readonly CodeLens[] {
  const { resource } = slot;
  const found: CodeLens[] = [];
  // A patch may hold a part of the object: what stands there has no line in this file.
  const add = (kind: LensKey['kind'], path: string, place: FileRange) => {
    if (place.uri !== uri) return;
    found.push({ range: place.range, key: { kind, resource: slot.key, index: slot.index, path } });
  };
  const at = (path: string) => snapshot.rangeOf({ resource: slot, path });
  if (options.references) {
    const counted = sitesOf(resource).targets.filter((site) => isCounted(world, site));
    // One thing may have several sorts of names at one place: a Gateway is one, and the Service made for it another.
    for (const site of new Map(counted.map((each) => [each.path, each])).values()) {
      add('references', site.path, placeOfSite(snapshot, { row: site, resource: slot }));
    }
  }
  if (options.explain && canExplain(resource.kindId)) add('explain', '', at(''));
  if (options.routes) {
    for (const path of routePlaces(slot)) add('routes', path, at(path));
  }
  if (options.selectors) {
    for (const selection of selectionsOf(world.reader(), resource)) {
      add('selectors', selection.path, at(selectorPlace(selection)));
    }
  }
  if (options.panels) {
    for (const panel of panelsFor(resource.kindId)) add('panels', panel, at(''));
  }
  return found;
}

/** The object, and each route that splits; the only route of an object is told of at the object. */
function routePlaces({ resource }: Slot): readonly string[] {
  const routes = sharedRoutes(resource);
  if (routes.length === 0) return [];
  const splits = routes.filter(({ destinations }) => destinations.length > 1).map(({ path }) => path);
  return routes.length === 1 ? [''] : ['', ...splits];
}
