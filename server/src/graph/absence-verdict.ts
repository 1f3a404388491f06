/** What a picture says of a name that the files do not hold: found out by `certainty`, told here. */
import { type Certainty, isProved } from '../workspace/resolve/certainty.ts';
import type { CardState } from './picture/picture.ts';

export interface AbsenceVerdict {
  readonly state: CardState;
  /** A sentence without a full stop. */
  readonly why: string;
}

export function absenceVerdict(certainty: Certainty): AbsenceVerdict {
  return { state: isProved(certainty) ? 'missing' : 'unjudged', why: WORDS[certainty] };
}

const WORDS: Readonly<Record<Certainty, string>> = {
  fact: 'No service of that name exists',
  likely: 'No service of that name is in these files, where it would be expected',
  unproven: 'Not in these files; it may exist outside of them',
  declared: 'meshwright.json says that it is defined elsewhere',
  elsewhere: 'Another part of the repository defines it',
  made: 'The cluster, an installer, an operator or a command makes it',
  outside: 'Nobody expects it in these files',
};
