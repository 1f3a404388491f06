/** Search, namespaces, findings, table, export and legend. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import * as counts from '../shared/counts.ts';
import { t } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';
import { askBeside, askOpen, askWithout } from './asking.ts';
import { Legend } from './legend.tsx';
import type { Look } from './look.ts';

export interface ToolsProps {
  readonly head: GraphShown;
  readonly look: Look;
  readonly matches: number;
  change(part: Partial<Look>): void;
  /** Goes to the next match. */
  next(): void;
}

export function Tools({ head, look, matches, change, next }: ToolsProps): JSX.Element {
  return (
    <>
      <input
        type="search"
        class="search"
        aria-label={t('Search')}
        placeholder={t('Search')}
        value={look.search}
        onInput={(event) => change({ search: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Enter' && next()}
      />
      {look.search !== '' && <span role="status">{matchWords(matches, head)}</span>}
      <Namespaces head={head} />
      <button
        type="button"
        aria-pressed={look.isOpenFileOnly}
        onClick={() => change({ isOpenFileOnly: !look.isOpenFileOnly })}
      >
        {t('Open file')}
      </button>
      <button
        type="button"
        aria-pressed={look.isFindingsOnly}
        onClick={() => change({ isFindingsOnly: !look.isFindingsOnly })}
      >
        {t('Findings')}
      </button>
      <Chips head={head} look={look} change={change} />
    </>
  );
}

/** Of what is drawn, and of what is in closed namespaces. */
function matchWords(drawn: number, { namespaces, open }: GraphShown): string {
  const closed = namespaces.reduce((sum, { matches = 0 }) => sum + matches, 0);
  if (closed === 0) return counts.matches(drawn);
  return open.length === 0
    ? counts.matches(drawn + closed)
    : t('{0}, {1} in closed namespaces', counts.matches(drawn), closed);
}

/** Filters in force, each with its way out. */
function Chips({ head, look, change }: Pick<ToolsProps, 'head' | 'look' | 'change'>): JSX.Element {
  const { namespaces, open } = head;
  const isPart = open.length > 0 && open.length < namespaces.length;
  const chips: readonly (readonly [isInForce: boolean, text: string, clear: () => void])[] = [
    [look.search !== '', t('search: {0}', look.search), () => change({ search: '' })],
    [look.isOpenFileOnly, t('open file only'), () => change({ isOpenFileOnly: false })],
    [look.isFindingsOnly, t('findings only'), () => change({ isFindingsOnly: false })],
    [isPart, partOf(head), () => askOpen([])],
  ];
  return (
    <>
      {chips.map(([isInForce, text, clear]) =>
        isInForce ? (
          <button key={text} type="button" class="chip" onClick={clear}>
            <bdi>{shown(text)}</bdi> <span aria-hidden="true">×</span>
            <span class="aloud">: {t('clear this filter')}</span>
          </button>
        ) : null,
      )}
    </>
  );
}

/** How many of the namespaces are open. */
export function partOf({ open, namespaces }: Pick<GraphShown, 'open' | 'namespaces'>): string {
  return t('{0} of {1}', open.length, counts.namespaces(namespaces.length));
}

/** A list of boxes: several namespaces may be open. */
function Namespaces({ head }: Pick<ToolsProps, 'head'>): JSX.Element {
  const { namespaces, open } = head;
  const [isShown, setShown] = useState(false);
  const all = counts.namespaces(namespaces.length);
  const label =
    open.length === namespaces.length
      ? namespaces.length === 1
        ? all
        : t('All {0}', all)
      : open.length === 0
        ? t('Overview of {0}', all)
        : partOf(head);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from whatever has the focus in it
    <span class="drop" onKeyDown={(event) => event.key === 'Escape' && setShown(false)}>
      <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {label}
      </button>
      {isShown && (
        <fieldset class="menu">
          <legend>{t('Open namespaces')}</legend>
          <button type="button" onClick={() => askOpen([])}>
            {t('Overview')}
          </button>
          {namespaces.map(({ name }) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={open.includes(name)}
                onChange={(event) => (event.currentTarget.checked ? askBeside(name) : askWithout(name))}
              />
              <bdi>{name === '' ? t('no namespace') : shown(name)}</bdi>
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
  const formats = [
    ['svg', 'SVG'],
    ['png', 'PNG'],
    ['mermaid', t('Mermaid text')],
  ] as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from whatever has the focus in it
    <span class="drop actions" onKeyDown={(event) => event.key === 'Escape' && setMenu(undefined)}>
      <Findings findings={findings} step={step} />
      <button type="button" aria-pressed={look.isTable} onClick={() => change({ isTable: !look.isTable })}>
        {t('Table')}
      </button>
      <button type="button" aria-expanded={menu === 'export'} onClick={() => toggle('export')}>
        {t('Export')}
      </button>
      <button
        type="button"
        class="legend-button"
        aria-label={t('Legend and keys')}
        aria-expanded={menu === 'legend'}
        onClick={() => toggle('legend')}
      >
        ?
      </button>
      {menu === 'export' && (
        <div class="menu right">
          {formats.map(([format, text]) => (
            <button
              key={format}
              type="button"
              onClick={() => {
                save(format);
                setMenu(undefined);
              }}
            >
              {text}
            </button>
          ))}
        </div>
      )}
      {menu === 'legend' && <Legend />}
    </span>
  );
}

function Findings({ findings, step }: Pick<ActionsProps, 'findings' | 'step'>): JSX.Element | null {
  const { at, count, worst } = findings;
  if (count === 0) return null;
  const all = counts.findings(count);
  return (
    <>
      <button type="button" aria-label={t('Previous finding')} onClick={() => step(-1)}>
        ‹
      </button>
      <span class={`count ${worst ?? ''}`} role="status">
        {at < 0 ? all : t('{0} of {1}', at + 1, all)}
      </span>
      <button type="button" aria-label={t('Next finding')} onClick={() => step(1)}>
        ›
      </button>
    </>
  );
}
