/** What can be done with a card or row: by the right button, or Shift+F10. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import { t } from '../shared/l10n.ts';
import { send } from '../shared/store.ts';

export interface MenuPlace {
  readonly id: string;
  /** In the stage around the picture. */
  readonly x: number;
  readonly y: number;
}

export interface MenuProps extends MenuPlace {
  readonly card: Card;
  onClose(): void;
}

const WIDTH = 220;
const HEIGHT = 210;

/** Below the part that has the focus, or under the pointer. */
export function menuAt(
  part: Element,
  stage: Element,
  at?: { readonly x: number; readonly y: number },
): MenuPlace {
  const box = stage.getBoundingClientRect();
  const { left, bottom } = part.getBoundingClientRect();
  const x = (at?.x ?? left + 20) - box.left;
  const y = (at?.y ?? bottom) - box.top;
  return {
    id: part.getAttribute('data-id') ?? '',
    x: Math.max(4, Math.min(x, box.width - WIDTH)),
    y: Math.max(4, Math.min(y, box.height - HEIGHT)),
  };
}

export function Menu({ id, x, y, card, onClose }: MenuProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  useEffect(() => items()[0]?.focus(), []);
  const move = (by: number) => {
    const all = items();
    const now = all.indexOf(document.activeElement as HTMLElement);
    all[(now + by + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={box}
      class="menu context"
      role="menu"
      tabindex={-1}
      aria-label={card.full ?? card.name}
      style={{ left: `${x}px`, top: `${y}px` }}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || box.current?.contains(relatedTarget) !== true) onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') move(1);
        else if (event.key === 'ArrowUp') move(-1);
        else if (event.key === 'Escape' || event.key === 'Tab') onClose();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {entriesOf(card, id).map(([text, act]) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          onClick={() => {
            act();
            onClose();
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

function entriesOf(card: Card, id: string): readonly (readonly [text: string, act: () => void])[] {
  const place = card.rows.find((row) => row.id === id)?.place ?? card.place;
  const copy = [t('Copy name'), () => send({ type: 'copy', text: card.full ?? card.name })] as const;
  const pin = [t('Pin to this file'), () => send({ type: 'follow', isFollowing: false })] as const;
  if (place === undefined) return [copy, pin];
  return [
    [t('Open line'), () => send({ type: 'open', place, beside: false, focus: true })],
    [t('Open line beside'), () => send({ type: 'open', place, beside: true, focus: true })],
    [t('Show routes'), () => send({ type: 'show', panel: 'routes', place })],
    [t('Try a request'), () => send({ type: 'show', panel: 'request', place, input: null })],
    [t('Explain'), () => send({ type: 'show', panel: 'explain', place })],
    copy,
    pin,
  ];
}
