/** Search, namespaces, findings, table, export and legend. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { send } from '../shared/store.ts';
import { shown } from '../shared/text.ts';
import type { Look } from './look.ts';
import { plural } from './words.ts';

export interface ToolsProps {
  readonly head: GraphShown;
  readonly look: Look;
  readonly matches: number;
  change(part: Partial<Look>): void;
}

export function Tools({ head, look, matches, change }: ToolsProps): JSX.Element {
  return (
    <>
      <input
        type="search"
        class="search"
        aria-label="Search"
        placeholder="Search"
        value={look.search}
        onInput={(event) => change({ search: event.currentTarget.value })}
      />
      {look.search !== '' && (
        <span role="status">{plural(matches, 'match').replace(/matchs$/, 'matches')}</span>
      )}
      <Namespaces head={head} />
      <button
        type="button"
        aria-pressed={look.isOpenFileOnly}
        onClick={() => change({ isOpenFileOnly: !look.isOpenFileOnly })}
      >
        Open file
      </button>
      <Chips head={head} look={look} change={change} />
    </>
  );
}

/** Filters in force, each with its way out. */
function Chips({ head, look, change }: Omit<ToolsProps, 'matches'>): JSX.Element {
  const { namespaces, open } = head;
  const isPart = open.length > 0 && open.length < namespaces.length;
  const chips = [
    ...(look.search === '' ? [] : [[`search: ${look.search}`, () => change({ search: '' })] as const]),
    ...(look.isOpenFileOnly ? [['open file only', () => change({ isOpenFileOnly: false })] as const] : []),
    ...(isPart
      ? [
          [
            `${open.length} of ${plural(namespaces.length, 'namespace')}`,
            () => send({ type: 'ask', input: { open: [] } }),
          ] as const,
        ]
      : []),
  ];
  return (
    <>
      {chips.map(([text, clear]) => (
        <button key={text} type="button" class="chip" onClick={clear}>
          <bdi>{shown(text)}</bdi> <span aria-hidden="true">×</span>
          <span class="aloud">: clear this filter</span>
        </button>
      ))}
    </>
  );
}

/** A list of boxes: several namespaces may be open. */
function Namespaces({ head }: Pick<ToolsProps, 'head'>): JSX.Element {
  const { namespaces, open } = head;
  const [isShown, setShown] = useState(false);
  const ask = (next: readonly string[]) => send({ type: 'ask', input: { open: next } });
  const isAll = open.length === namespaces.length;
  const label = isAll
    ? `All ${plural(namespaces.length, 'namespace')}`
    : open.length === 0
      ? `Overview of ${plural(namespaces.length, 'namespace')}`
      : `${open.length} of ${plural(namespaces.length, 'namespace')}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from whatever has the focus in it
    <span class="drop" onKeyDown={(event) => event.key === 'Escape' && setShown(false)}>
      <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {label}
      </button>
      {isShown && (
        <fieldset class="menu">
          <legend>Open namespaces</legend>
          <button type="button" onClick={() => ask([])}>
            Overview
          </button>
          {namespaces.map(({ name }) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={open.includes(name)}
                onChange={(event) =>
                  ask(event.currentTarget.checked ? [...open, name] : open.filter((each) => each !== name))
                }
              />
              <bdi>{shown(name === '' ? 'no namespace' : name)}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </span>
  );
}

export interface ActionsProps {
  readonly findings: { readonly at: number; readonly count: number; readonly worst: string | undefined };
  readonly look: Look;
  change(part: Partial<Look>): void;
  step(by: 1 | -1): void;
  save(format: 'svg' | 'png' | 'mermaid'): void;
}

export function Actions({ findings, look, change, step, save }: ActionsProps): JSX.Element {
  const [menu, setMenu] = useState<'export' | 'legend' | undefined>(undefined);
  const toggle = (name: 'export' | 'legend') => setMenu(menu === name ? undefined : name);
  const { at, count, worst } = findings;
  const where = at < 0 ? plural(count, 'finding') : `${at + 1} of ${plural(count, 'finding')}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from whatever has the focus in it
    <span class="drop" onKeyDown={(event) => event.key === 'Escape' && setMenu(undefined)}>
      {count > 0 && (
        <>
          <button type="button" aria-label="Previous finding" onClick={() => step(-1)}>
            ‹
          </button>
          <span class={`count ${worst ?? ''}`} role="status">
            {where}
          </span>
          <button type="button" aria-label="Next finding" onClick={() => step(1)}>
            ›
          </button>
        </>
      )}
      <button type="button" aria-pressed={look.isTable} onClick={() => change({ isTable: !look.isTable })}>
        Table
      </button>
      <button type="button" aria-expanded={menu === 'export'} onClick={() => toggle('export')}>
        Export
      </button>
      <button
        type="button"
        aria-label="Legend and keys"
        aria-expanded={menu === 'legend'}
        onClick={() => toggle('legend')}
      >
        ?
      </button>
      {menu === 'export' && (
        <div class="menu right">
          {(['svg', 'png', 'mermaid'] as const).map((format) => (
            <button
              key={format}
              type="button"
              onClick={() => {
                save(format);
                setMenu(undefined);
              }}
            >
              {format === 'mermaid' ? 'Mermaid text' : format.toUpperCase()}
            </button>
          ))}
        </div>
      )}
      {menu === 'legend' && <Legend />}
    </span>
  );
}

const MARKS: readonly (readonly [string, string])[] = [
  ['Filled lock', 'mutual TLS strict'],
  ['Lock in outline', 'permissive: plaintext is let in, too'],
  ['Open lock', 'mutual TLS disabled'],
  ['Two locks', 'differs by port or workload'],
  ['Shield with tick', 'policies decide who may call it'],
  ['Shield with cross', 'open to anyone'],
  ['Shield with ?', 'an external authorizer decides'],
  ['Round ✕, triangle !, round i', 'worst finding'],
  ['Bar at the left', 'the open file writes it'],
  ['Bolt', 'fault injection'],
  ['W', 'its traffic passes a waypoint'],
  ['Dotted line', 'a gateway admits the host, or the files do not prove the end'],
  ['Dashed line', 'a copy of the traffic, or an end that does not exist'],
];
const KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓ Home End', 'along a column'],
  ['→ ←', 'along a line'],
  ['Enter, Ctrl+Enter', 'open the line, beside'],
  ['Shift+F10', 'menu: routes, request, explain, copy, pin'],
  ['Space, Esc', 'select the whole path, undo'],
  ['*', 'show rows, hide them'],
  ['F8, Shift+F8', 'next, previous finding'],
  ['/ T 0 + -', 'search, tidy, fit the width, zoom'],
];

function Legend(): JSX.Element {
  return (
    <div class="menu right legend">
      <dl>
        {[...MARKS, ...KEYS].map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>The picture shows what configuration says, not who really calls whom.</p>
    </div>
  );
}
