/** Whether commands in scripts beside the files make a thing: only ever a reason to be silent. */
import { groupName, type KindId } from '../../base/kind-id.ts';
import { compareReleases } from '../../primitives/release-order.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { namedThing } from './existence.ts';
import type { Question } from './questions.ts';

/** By its very name. */
export function isMadeByCommand(world: WorldReader, question: Question): boolean {
  const things = world.config('commands');
  if (things.length === 0) return false;
  if (question.of === 'workload' || question.of === 'gateway-workload') {
    const place = question.of === 'workload' ? question.namespace : '';
    return things.some(
      (thing) =>
        thing.of === 'workload' &&
        isIn(thing.namespace, place) &&
        selectorMatches(question.labels, thing.labels),
    );
  }
  const sought = namedThing(world, question);
  if (sought === undefined) return false;
  return things.some(
    (thing) =>
      thing.of === 'object' &&
      thing.kindId === sought.kindId &&
      thing.name === sought.name &&
      isIn(thing.namespace, sought.namespace),
  );
}

/** By what something is installed under: the names of what a chart or a sample makes are not known. */
export function mayBeMadeByCommand(world: WorldReader, question: Question): boolean {
  const things = world.config('commands');
  if (things.length === 0) return false;
  const sought = namedThing(world, question);
  if (sought === undefined || sought.kindId === 'core/Namespace') return false;
  return things.some(
    (thing) =>
      thing.of === 'prefix' && isIn(thing.namespace, sought.namespace) && sought.name.startsWith(thing.name),
  );
}

/** Whether a command installs something into a namespace that no file tells. */
export function isInstalledInto(world: WorldReader, namespace: string): boolean {
  return world.config('commands').some((thing) => thing.of === 'prefix' && thing.namespace === namespace);
}

/** Whether a command puts the label on a namespace. */
export function isLabelledByCommand(
  world: WorldReader,
  namespace: string,
  labels: readonly string[],
): boolean {
  return world
    .config('commands')
    .some(
      (thing) => thing.of === 'label' && isIn(thing.namespace, namespace) && labels.includes(thing.label),
    );
}

/** Whether a kind is one of the Gateway API, and a command installs that in a release before the one it is judged by. */
export function isOfOlderGatewayApi(world: WorldReader, kindId: KindId): boolean {
  if (!groupName(kindId).startsWith('gateway.networking.')) return false;
  const installed = world.config('commands').filter((thing) => thing.of === 'gateway-api');
  if (installed.length === 0) return false;
  const target = world.config('gatewayApiVersion');
  return installed.some(({ release }) => compareReleases(release, target) < 0);
}

function isIn(written: string, namespace: string): boolean {
  return written === '' || namespace === '' || written === namespace;
}
