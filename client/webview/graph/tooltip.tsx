/** What a card or a row says when it is looked at; its text can be selected, and Esc closes it. */
import type { JSX } from 'preact';
import type { Card, CardRow } from '../../../server/src/graph/picture/picture.ts';
import { PlaceLink } from '../shared/frame.tsx';
import { t, told } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';
import { factsOf, settingsOf } from './words.ts';

export interface TipProps {
  readonly card: Card;
  readonly row: CardRow | undefined;
  readonly labels: ReadonlyMap<string, string>;
  /** On the page. */
  readonly x: number;
  readonly y: number;
  onLeave(): void;
}

export function Tip({ card, row, labels, x, y, onLeave }: TipProps): JSX.Element {
  const place = row?.place ?? card.place;
  const findings = row === undefined ? card.findings : row.findings;
  return (
    <div class="tip" role="tooltip" style={{ left: `${x}px`, top: `${y}px` }} onMouseLeave={onLeave}>
      <strong>
        <bdi>{shown(row?.text ?? card.full ?? card.name)}</bdi>
      </strong>
      {row === undefined ? (
        <div>{factsOf(card).join(' · ')}</div>
      ) : (
        <div>
          {told('of {0}', <bdi>{shown(card.full ?? card.name)}</bdi>)}
          {row.side !== undefined && (
            <>
              : <bdi>{shown(row.side)}</bdi>
            </>
          )}
        </div>
      )}
      {row !== undefined && settingsOf(row).length > 0 && <div>{settingsOf(row).join(' · ')}</div>}
      {row === undefined && card.why !== undefined && <div>{shown(card.why)}.</div>}
      {row === undefined && card.policies !== undefined && (
        <div>{told('Policies: {0}', <bdi>{shown(card.policies.join(', '))}</bdi>)}</div>
      )}
      {findings?.messages.map((message) => (
        <div key={message} class="message">
          <bdi>{shown(message)}</bdi>
        </div>
      ))}
      {place !== undefined && <PlaceLink place={place} text={labels.get(place) ?? t('line')} />}
    </div>
  );
}
