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
import { t } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';

function kindOf(kind: Verdict['kind']): string {
  switch (kind) {
    case 'reaches':
      return t('arrives');
    case 'refused':
      return t('refused');
    case 'elsewhere':
      return t('goes elsewhere');
    case 'depends':
      return t('not decided by these files');
  }
}
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
          <span class="aloud">, {kindOf(verdict.kind)}</span>
        </h2>
        <span class="aloud" role="status">
          {shown(verdict.title)}
        </span>
        <div>
          <Words sentence={verdict.text} />
        </div>
        {before !== undefined && (
          <div class="dim">{t('was: {0} → now: {1}', shown(before), shown(verdict.title))}</div>
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
          <li class="shown">{t('Shown for {0}, {1} % of the requests.', shown(first.text), first.share)}</li>
        )}
        {own(first?.id).map((row) => (
          <Step key={row.id} row={row} labels={labels} />
        ))}
      </ol>
      {others.map((branch) => (
        <details key={branch.id} class="branch">
          <summary>
            {t('{0} % go to {1}: {2}', branch.share, shown(branch.text), shown(branch.verdict.title))}
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

function markOf(kind: StepKind): readonly [mark: string, word: string] {
  switch (kind) {
    case 'ok':
      return ['✓', t('passed')];
    case 'no':
      return ['✕', t('refused')];
    case 'skip':
      return ['–', t('does not apply')];
    case 'unjudged':
      return ['?', t('not judged')];
  }
}

function Step({
  row,
  labels,
}: {
  readonly row: StepRow;
  readonly labels: StepsProps['labels'];
}): JSX.Element {
  const { kind, title, text, place, details } = row;
  const [mark, word] = markOf(kind);
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
          {place !== undefined && <PlaceLink place={place} text={labels.get(place) ?? t('line')} />}
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

function lineMarkOf(mark: DetailLine['mark']): readonly [sign: string, word: string] {
  switch (mark) {
    case undefined:
      return ['', ''];
    case 'holds':
      return ['✓', t('holds')];
    case 'fails':
      return ['✕', t('does not hold')];
    case 'unknown':
      return ['?', t('not known')];
  }
}

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
  const [sign, word] = lineMarkOf(mark);
  return (
    <li>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <span>
        <bdi>{shown(text)}</bdi>
        {word !== '' && <span class="aloud">, {word}</span>}{' '}
        {place !== undefined && <PlaceLink place={place} text={labels.get(place) ?? t('line')} />}
      </span>
    </li>
  );
}
