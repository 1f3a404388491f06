/** The answer: verdict first, then the way of the request, one destination after the other. */
import type { JSX } from 'preact';
import type {
  Branch,
  Detail,
  DetailLine,
  StepKind,
  StepRow,
  Verdict,
} from '../../../server/src/features/request-answer/request-data.ts';
import { PlaceLink, Words } from '../shared/frame.tsx';
import { shown } from '../shared/text.ts';

const KIND_WORDS: Readonly<Record<Verdict['kind'], string>> = {
  reaches: 'arrives',
  refused: 'refused',
  elsewhere: 'goes elsewhere',
  depends: 'not decided by these files',
};
const VERDICT_MARKS: Readonly<Record<Verdict['kind'], string>> = {
  reaches: '✓',
  refused: '✕',
  elsewhere: '→',
  depends: '?',
};

export function VerdictLine({
  verdict,
  before,
}: {
  readonly verdict: Verdict;
  /** What it was until just now. */
  readonly before: string | undefined;
}): JSX.Element {
  return (
    <section class={`verdict ${verdict.kind}`}>
      <span class="mark" aria-hidden="true">
        {VERDICT_MARKS[verdict.kind]}
      </span>
      <div>
        <h2>
          {shown(verdict.title)}
          <span class="aloud">, {KIND_WORDS[verdict.kind]}</span>
        </h2>
        <span class="aloud" role="status">
          {shown(verdict.title)}
        </span>
        <div>
          <Words sentence={verdict.text} />
        </div>
        {before !== undefined && (
          <div class="dim">
            was: {shown(before)} → now: {shown(verdict.title)}
          </div>
        )}
      </div>
    </section>
  );
}

export interface StepsProps {
  readonly rows: readonly StepRow[];
  readonly branches: readonly Branch[];
  readonly labels: ReadonlyMap<string, string>;
}

export function Steps({ rows, branches, labels }: StepsProps): JSX.Element {
  const [first, ...others] = branches;
  const common = rows.filter(({ branch }) => branch === undefined);
  const own = (id: string | undefined) => rows.filter(({ branch }) => branch !== undefined && branch === id);
  return (
    <>
      <ol class="steps">
        {common.map((row) => (
          <Step key={row.id} row={row} labels={labels} />
        ))}
        {others.length > 0 && first !== undefined && (
          <li class="shown">
            Shown for {shown(first.text)}, {first.share} % of the requests.
          </li>
        )}
        {own(first?.id).map((row) => (
          <Step key={row.id} row={row} labels={labels} />
        ))}
      </ol>
      {others.map((branch) => (
        <details key={branch.id} class="branch">
          <summary>
            {branch.share} % go to {shown(branch.text)}: {shown(branch.verdict.title)}
          </summary>
          <p class="branch-verdict">
            <Words sentence={branch.verdict.text} />
          </p>
          <ol class="steps">
            {own(branch.id).map((row) => (
              <Step key={row.id} row={row} labels={labels} />
            ))}
          </ol>
        </details>
      ))}
    </>
  );
}

const STEP_MARKS: Readonly<Record<StepKind, readonly [mark: string, word: string]>> = {
  ok: ['✓', 'passed'],
  no: ['✕', 'refused'],
  skip: ['–', 'does not apply'],
  unjudged: ['?', 'not judged'],
};

function Step({
  row,
  labels,
}: {
  readonly row: StepRow;
  readonly labels: StepsProps['labels'];
}): JSX.Element {
  const { kind, title, text, place, details } = row;
  const [mark, word] = STEP_MARKS[kind];
  return (
    <li class={`step ${kind}`}>
      <span class="mark" aria-hidden="true">
        {mark}
      </span>
      <div class="words">
        <div class="title">
          <strong>
            <bdi>{shown(title)}</bdi>
            <span class="aloud">, {word}</span>
          </strong>
          {place !== undefined && <PlaceLink place={place} text={labels.get(place) ?? 'line'} />}
        </div>
        <div class="dim">
          <Words sentence={text} />
        </div>
        {details.map((detail) => (
          <DetailView
            key={detail.title}
            detail={detail}
            isOpen={kind === 'no' || kind === 'unjudged'}
            labels={labels}
          />
        ))}
      </div>
    </li>
  );
}

const LINE_MARKS = {
  holds: ['✓', 'holds'],
  fails: ['✕', 'does not hold'],
  unknown: ['?', 'not known'],
} as const;

function DetailView({
  detail,
  isOpen,
  labels,
}: {
  readonly detail: Detail;
  readonly isOpen: boolean;
  readonly labels: StepsProps['labels'];
}): JSX.Element {
  return (
    <details open={isOpen}>
      <summary>{shown(detail.title)}</summary>
      <ul>
        {detail.lines.map((line, index) => (
          <Line key={index} line={line} labels={labels} />
        ))}
      </ul>
    </details>
  );
}

function Line({
  line,
  labels,
}: {
  readonly line: DetailLine;
  readonly labels: StepsProps['labels'];
}): JSX.Element {
  const { mark, text, place } = line;
  const [sign, word] = mark === undefined ? ['', ''] : LINE_MARKS[mark];
  return (
    <li>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <span>
        <bdi>{shown(text)}</bdi>
        {word !== '' && <span class="aloud">, {word}</span>}{' '}
        {place !== undefined && <PlaceLink place={place} text={labels.get(place) ?? 'line'} />}
      </span>
    </li>
  );
}
