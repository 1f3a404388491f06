/** Operations that say the same twice are one; those that contradict each other are refused. */
import { pathSteps } from '../../base/node-path.ts';
import { pathOf } from './moved-paths.ts';
import type { Operation, PlanRefusal } from './operation.ts';

/** In the order in which they are made: what is added or changed before what goes, so that less is left empty meanwhile. */
export function agreedOperations(
  operations: readonly Operation[],
): { readonly operations: readonly Operation[] } | PlanRefusal {
  const wanted = new Map<string, Operation>();
  for (const operation of operations) {
    const path = pathOf(pathSteps(operation.path));
    const key = isAdding(operation) ? `${path} ${wanted.size}` : path;
    const other = wanted.get(key);
    if (other === undefined) wanted.set(key, { ...operation, path });
    else if (!saysTheSame(other, operation))
      return { refused: `Two changes of "${path}" contradict each other` };
  }
  const agreed: Operation[] = [];
  const names = new Set<string>();
  for (const operation of wanted.values()) {
    const name = takenBy(operation);
    if (name !== undefined && (names.has(name) || wanted.has(name))) {
      return { refused: `Two changes of "${name}" contradict each other` };
    }
    if (name !== undefined) names.add(name);
    const above = wholeAbove(operation, wanted);
    if (above === undefined) agreed.push(operation);
    // What goes with something larger need not go first.
    else if (above.op !== 'remove' || operation.op !== 'remove') {
      return { refused: `The changes of "${above.path}" and "${operation.path}" contradict each other` };
    }
  }
  const isRemoval = ({ op }: Operation) => op === 'remove';
  return { operations: [...agreed.filter((each) => !isRemoval(each)), ...agreed.filter(isRemoval)] };
}

/** What only one operation may do: the path that a renamed entry gets, the list in which an item moves. */
function takenBy(operation: Operation): string | undefined {
  const parent = pathSteps(operation.path).slice(0, -1);
  if (operation.op === 'rename') return pathOf([...parent, operation.name]);
  return operation.op === 'move' ? `${pathOf(parent)}[]` : undefined;
}

function isAdding({ op }: Operation): boolean {
  return op === 'insert' || op === 'append';
}

function saysTheSame(a: Operation, b: Operation): boolean {
  if (a.op === 'set' && b.op === 'set') return JSON.stringify(a.value) === JSON.stringify(b.value);
  if (a.op === 'respell' && b.op === 'respell') return JSON.stringify(a.parts) === JSON.stringify(b.parts);
  if (a.op === 'rename' && b.op === 'rename') return a.name === b.name;
  if (a.op === 'move' && b.op === 'move') return a.before === b.before;
  return a.op === 'remove' && b.op === 'remove';
}

/** What replaces or takes away something that the operation stands in, or adds to. */
function wholeAbove(operation: Operation, wanted: ReadonlyMap<string, Operation>): Operation | undefined {
  const steps = pathSteps(operation.path);
  const depth = isAdding(operation) ? steps.length : steps.length - 1;
  for (let length = depth; length > 0; length--) {
    const other = wanted.get(pathOf(steps.slice(0, length)));
    if (other?.op === 'set' || other?.op === 'remove') return other;
  }
  return undefined;
}
