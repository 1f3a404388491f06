/** The cards and rows with findings, the worst first, in the order of the picture; closed namespaces come last. */
import type { NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { Card, FindingMark } from '../../../server/src/graph/picture/picture.ts';

export interface FindingStop {
  readonly id: string;
  readonly worst: FindingMark['worst'];
  readonly message: string;
  /** Is opened first: what has the findings in it is not drawn. */
  readonly closed?: string;
  readonly count: number;
}

const ORDER: readonly FindingMark['worst'][] = ['error', 'warning', 'info'];

export function findingStops(
  cards: readonly Card[],
  tiles: readonly NamespaceTile[] = [],
  open: readonly string[] = [],
): readonly FindingStop[] {
  const drawn = cards
    .flatMap((card) => [card, ...card.rows])
    .flatMap(({ id, findings }) => (findings === undefined ? [] : stopOf(id, findings, 1)));
  const closed = tiles
    .filter(({ name }) => !open.includes(name))
    .flatMap(({ name, findings }) =>
      findings === undefined
        ? []
        : [{ ...stopOf(`namespace ${name}`, findings, findings.count), closed: name }],
    );
  return [...sorted(drawn), ...sorted(closed)];
}

function stopOf(id: string, { worst, messages }: FindingMark, count: number): FindingStop {
  return { id, worst, message: messages[0] ?? '', count };
}

function sorted(stops: readonly FindingStop[]): readonly FindingStop[] {
  return stops.toSorted((a, b) => ORDER.indexOf(a.worst) - ORDER.indexOf(b.worst));
}
