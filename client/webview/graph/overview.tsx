/** Many namespaces: a tile for each, with the gateways that let requests in. */
import type { JSX } from 'preact';
import type { GraphShown, NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { ICONS, type Icon, type IconName } from '../../../server/src/graph/picture/icons.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import { PlaceLink } from '../shared/frame.tsx';
import { send } from '../shared/store.ts';
import { shown } from '../shared/text.ts';
import { countOf, plural } from './words.ts';

export interface OverviewProps {
  readonly head: GraphShown;
  readonly gateways: readonly Card[];
  readonly search: string;
}

export function Overview({ head, gateways, search }: OverviewProps): JSX.Element {
  const wanted = search.toLowerCase();
  const fits = (name: string) => name.toLowerCase().includes(wanted);
  const admitted = new Map<string, number>();
  for (const tile of head.namespaces)
    for (const id of tile.gateways) admitted.set(id, (admitted.get(id) ?? 0) + 1);
  return (
    <div class="overview">
      <section aria-label="Gateways">
        <h2>Gateways (namespaces they reach)</h2>
        <ul class="gateways">
          {gateways.map((card) => (
            <li key={card.id} class={fits(card.name) ? 'tile' : 'tile dimmed'}>
              <Mark name="gateway" /> <PlaceLink place={card.place} text={card.name} />
              <span class="count">{admitted.get(card.id) ?? 0}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="Namespaces">
        <h2>Namespaces: a click opens one, with Ctrl beside those that are open</h2>
        <ul class="namespaces">
          {head.namespaces.map((tile) => (
            <li key={tile.name}>
              <Tile tile={tile} isDim={!fits(tile.name)} open={head.open} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Tile({
  tile,
  isDim,
  open,
}: {
  readonly tile: NamespaceTile;
  readonly isDim: boolean;
  readonly open: readonly string[];
}) {
  const { name, services, hosts, findings, mtls, gateways, isTouched } = tile;
  const classes = ['tile', isDim ? 'dimmed' : '', isTouched ? 'touched' : ''].join(' ');
  const about = [...countOf(findings), ...(mtls === undefined ? [] : [`mutual TLS ${mtls}`])].join(', ');
  return (
    <button
      type="button"
      class={classes}
      aria-description={about}
      onClick={(event) =>
        send({
          type: 'ask',
          input: { open: event.ctrlKey || event.metaKey || event.shiftKey ? [...open, name] : [name] },
        })
      }
    >
      <span class="top">
        <Mark name="namespace" /> <bdi class="label">{shown(name === '' ? 'no namespace' : name)}</bdi>
        {findings !== undefined && <Mark name={findings.worst} look={`mark-${findings.worst}`} />}
        {mtls !== undefined && (
          <Mark
            name={mtls}
            look={mtls === 'disabled' ? 'icon-warning' : mtls === 'strict' ? 'icon-filled' : 'icon'}
          />
        )}
      </span>
      <span class="below">
        {plural(services, 'service')} · {plural(hosts, 'host')}
        {gateways.length > 0 && <span class="count">⬡ {gateways.length}</span>}
      </span>
    </button>
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
