/** Turns the record of conditions (CEL rules of the Gateway API's CRDs, in our words) into what ships: by kind, without texts. */
import type { Condition } from '../../server/src/schema/conditions/condition.ts';

interface RecordedCondition extends Condition {
  readonly kind: string;
  /** What must hold, for readers of the record. */
  readonly meaning: string;
}

/** `record` has one condition a line; the result one kind a line. */
export function compileConditions(record: string): string {
  const byKind = new Map<string, Condition[]>();
  for (const line of record.split('\n').filter((text) => text !== '')) {
    const { kind, meaning: _, ...condition } = JSON.parse(line) as RecordedCondition;
    byKind.set(kind, [...(byKind.get(kind) ?? []), condition]);
  }
  const kinds = [...byKind].map(([kind, list]) => `${JSON.stringify(kind)}:${JSON.stringify(list)}`);
  return `{${kinds.join(',\n')}}\n`;
}
