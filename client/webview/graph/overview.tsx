/** Many namespaces: a tile for each, with the gateways that let requests in. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { GraphShown, NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { ICONS, type Icon, type IconName } from '../../../server/src/graph/picture/icons.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import * as counted from '../shared/counts.ts';
import { PlaceLink } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';
import { idOf } from './acts.ts';
import { askBeside, askOpen } from './asking.ts';
import { Reaches } from './reaches.tsx';
import { countOf, mtlsOf } from './words.ts';

/** Characters of a name that are never cut off. */
const LABEL_END = 6;

export interface OverviewProps {
  readonly head: GraphShown;
  readonly gateways: readonly Card[];
  readonly search: string;
  readonly onlyFindings: boolean;
}

export function Overview({ head, gateways, search, onlyFindings }: OverviewProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<string | undefined>(undefined);
  const wanted = search.trim().toLowerCase();
  const fits = (name: string) => name.toLowerCase().includes(wanted);
  const tiles = head.namespaces.filter(({ findings }) => !onlyFindings || findings !== undefined);
  const admitted = new Map<string, number>();
  for (const tile of head.namespaces)
    for (const id of tile.gateways) admitted.set(id, (admitted.get(id) ?? 0) + 1);
  const point = (event: Event) => setPointed(idOf(event.target));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pointed at shows its lines; the list says the same
    // biome-ignore lint/a11y/useKeyWithMouseEvents: the focus is heard, as it goes in and out
    <div
      ref={box}
      class="overview"
      onMouseOver={point}
      onMouseLeave={() => setPointed(undefined)}
      onFocusIn={point}
      onFocusOut={() => setPointed(undefined)}
    >
      <Reaches tiles={tiles} box={box} pointed={pointed} />
      <section aria-label={t('Gateways')}>
        <h2>{t('Gateways (namespaces they reach)')}</h2>
        <ul class="gateways">
          {gateways.map((card) => (
            <li key={card.id} data-id={card.id} class={fits(card.name) ? 'tile' : 'tile dimmed'}>
              <Mark name="gateway" /> <PlaceLink place={card.place} text={card.name} />
              <span class="count">{admitted.get(card.id) ?? 0}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('Namespaces')}>
        <h2>{t('Namespaces: a click opens one, with Ctrl beside those that are open')}</h2>
        <Tiles tiles={tiles} isBright={(tile) => fits(tile.name) || tile.matches !== undefined} />
      </section>
    </div>
  );
}

interface TilesProps {
  readonly tiles: readonly NamespaceTile[];
  isBright(tile: NamespaceTile): boolean;
}

/** One stop for Tab; arrow keys go from tile to tile. */
function Tiles({ tiles, isBright }: TilesProps): JSX.Element {
  const [current, setCurrent] = useState('');
  const first = tiles.some(({ name }) => name === current) ? current : tiles[0]?.name;
  const onKey = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button.tile')];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const columns = all.filter(({ offsetTop }) => offsetTop === all[0]?.offsetTop).length;
    const next = new Map([
      ['ArrowLeft', at - 1],
      ['ArrowRight', at + 1],
      ['ArrowUp', at - columns],
      ['ArrowDown', at + columns],
      ['Home', 0],
      ['End', all.length - 1],
    ]).get(event.key);
    if (next === undefined || at < 0) return;
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    <ul class="namespaces" onKeyDown={onKey}>
      {tiles.map((tile) => (
        <li key={tile.name}>
          <Tile
            tile={tile}
            isDim={!isBright(tile)}
            isStop={tile.name === first}
            onFocus={() => setCurrent(tile.name)}
          />
        </li>
      ))}
    </ul>
  );
}

interface TileProps {
  readonly tile: NamespaceTile;
  readonly isDim: boolean;
  readonly isStop: boolean;
  onFocus(): void;
}

function Tile({ tile, isDim, isStop, onFocus }: TileProps): JSX.Element {
  const { name, findings, mtls, gateways, isTouched, matches } = tile;
  const classes = ['tile', isDim ? 'dimmed' : '', isTouched ? 'touched' : ''].join(' ');
  const about = [...countOf(findings), ...(mtls === undefined ? [] : [mtlsOf(mtls)])].join(', ');
  return (
    <button
      type="button"
      class={classes}
      data-id={`namespace ${name}`}
      tabindex={isStop ? 0 : -1}
      aria-description={about}
      onFocus={onFocus}
      onClick={({ ctrlKey, metaKey, shiftKey }) =>
        ctrlKey || metaKey || shiftKey ? askBeside(name) : askOpen([name])
      }
    >
      <span class="top">
        <Mark name="namespace" /> <Label text={name === '' ? t('no namespace') : shown(name)} />
        {findings !== undefined && (
          <>
            {findings.count > 1 && <span>{findings.count}</span>}
            <Mark name={findings.worst} look={`mark-${findings.worst}`} />
          </>
        )}
        {mtls !== undefined && (
          <Mark
            name={mtls}
            look={mtls === 'disabled' ? 'icon-warning' : mtls === 'strict' ? 'icon-filled' : 'icon'}
          />
        )}
      </span>
      <span class="below">
        {counted.services(tile.services)} · {counted.hosts(tile.hosts)}
        {matches !== undefined && <b>{counted.matches(matches)}</b>}
        {gateways.length > 0 && <span class="count">⬡ {gateways.length}</span>}
      </span>
    </button>
  );
}

/** Cut in the middle where there is no room: names of a kind are told apart by their ends. */
function Label({ text }: { readonly text: string }): JSX.Element {
  const end = text.length > LABEL_END * 2 ? text.slice(-LABEL_END) : '';
  return (
    <bdi class="label">
      <span aria-hidden="true">{text.slice(0, text.length - end.length)}</span>
      <span aria-hidden="true">{end}</span>
      <span class="aloud">{text}</span>
    </bdi>
  );
}

function Mark({ name, look = 'icon' }: { readonly name: IconName; readonly look?: string }): JSX.Element {
  const icon: Icon = ICONS[name];
  const kind = look === 'icon' && icon.filled === true ? 'icon-filled' : look;
  return (
    <svg class="mark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path class={kind} d={icon.path} />
    </svg>
  );
}
