/** What came of one reference, in a sentence or two: the row of the ladder that applied. */
import type { Reason } from '../../workspace/resolve/certainty.ts';
import { code } from '../hover/hover-page.ts';
import type { CountedReference } from './counted-references.ts';
import type { Verdict } from './verdict.ts';

const RUNGS: Readonly<Record<Reason, string>> = {
  complete: 'The world is declared to be the whole cluster, so what is not in it is missing.',
  near: 'A name beside it is so like it that it was probably meant.',
  renamed: 'An object of the unit was called so before its build renamed it: the reference was left behind.',
  'near-elsewhere': 'A name in another unit is so like it that it was probably meant.',
  misplaced: 'That very name exists in another place, which this reference does not reach.',
  orphan: 'One object beside it is used by nobody and shares a word with it: it was probably meant.',
  owned: 'These files make the namespace and hold the others of its sort there.',
  held: 'Nearly all that is named in that namespace is in these files.',
  nothing:
    'No name is like it, the name exists nowhere else, and the files do not evidently hold all of its place: it may be deployed from elsewhere.',
  open: 'Something that belongs to the unit is in none of these files (a remote base, a chart) and may bring it.',
  partial: 'The world is declared to be a part of the cluster: anything may exist outside.',
  exists: 'It exists.',
};

/** Markdown without headings. */
export function referenceText({ sort, name, namespace }: CountedReference, verdict: Verdict): string {
  const named = name === '' ? '' : ` ${code(name)}`;
  const place = namespace === '' ? '' : ` of namespace ${code(namespace)}`;
  return `- ${sort}${named}${place}: ${answer(verdict)}`;
}

function answer(verdict: Verdict): string {
  switch (verdict.state) {
    case 'good':
      return verdict.isElsewhere
        ? '**checked, good.** Another unit of the repository defines it.'
        : '**checked, good.** These files define it.';
    case 'wrong':
      return '**checked, wrong.** A finding says so.';
    case 'made':
      return verdict.by === 'declaration'
        ? '**not checked.** `meshwright.json` declares that it exists outside of these files.'
        : '**not checked.** Every mesh has it, or an installer, an operator or a command beside the files makes it.';
    case 'unjudged':
      return `**not checked.** ${whyNot(verdict)}`;
  }
}

function whyNot({ reason, evidence }: Extract<Verdict, { readonly state: 'unjudged' }>): string {
  switch (reason) {
    case 'later':
      return 'The value is filled in later.';
    case 'alternative':
      return 'Only files define it of which another one is in force.';
    case 'place':
      return 'No file of the repository defines anything in that namespace, and no name is like it.';
    case 'open':
      return RUNGS.open;
    case 'thing':
      return RUNGS[evidence?.reason ?? 'nothing'];
  }
}
