/** What a change does to requests and callers: plain data, in which nothing is about text. */
import type { Place } from '../../workspace/finding.ts';
import type { RequestForm } from '../request-answer/request-data.ts';

/** `elsewhere`: requests that go to another destination; `gain`, `lose`: callers; `other`: callers with other operations. */
export type BlastGroup = 'elsewhere' | 'gain' | 'lose' | 'other' | 'unjudged';

export interface BlastItem {
  readonly group: BlastGroup;
  /** `GET shop.example.com/api: v1 → v1 80 %, v2 20 %`. */
  readonly text: string;
  /** From whom, or how it was and is. */
  readonly detail: string;
  /** The line that makes the difference; undefined when what did it is gone. */
  readonly place: Pick<Place, 'resource' | 'path'> | undefined;
  /** What the request panel is asked with. */
  readonly attempt: RequestForm | undefined;
  /** Callers or requests that it stands for. */
  readonly count: number;
}
