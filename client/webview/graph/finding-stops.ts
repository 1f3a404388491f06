/** The cards and rows with findings, the worst first, in the order of the picture. */
import type { Card, FindingMark } from '../../../server/src/graph/picture/picture.ts';

export interface FindingStop {
  readonly id: string;
  readonly worst: FindingMark['worst'];
  readonly message: string;
}

const ORDER: readonly FindingMark['worst'][] = ['error', 'warning', 'info'];

export function findingStops(cards: readonly Card[]): readonly FindingStop[] {
  return cards
    .flatMap((card) => [card, ...card.rows])
    .flatMap(({ id, findings }) =>
      findings === undefined ? [] : [{ id, worst: findings.worst, message: findings.messages[0] ?? '' }],
    )
    .sort((a, b) => ORDER.indexOf(a.worst) - ORDER.indexOf(b.worst));
}
