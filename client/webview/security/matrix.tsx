/** The matrix: one element a cell, walked with the arrow keys. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type {
  CellDetail,
  PostureRow,
  PostureShown,
} from '../../../server/src/features/security-posture/posture-data.ts';
import { services } from '../shared/counts.ts';
import { PlaceLink } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { middle, shown } from '../shared/text.ts';

/** What a letter says; in the legend in this order. */
export function letters(): ReadonlyMap<string, string> {
  return new Map([
    ['A', t('every operation')],
    ['S', t('some operations')],
    ['O', t('no policy: anyone')],
    ['P', t('some services have no policy')],
    ['D', t('DENY policy')],
    ['U', t('not judged')],
    ['N', t('not allowed')],
  ]);
}
const COLUMN_TEXT = 28;

export interface MatrixProps {
  readonly head: PostureShown;
  readonly rows: readonly PostureRow[];
  readonly here: ReadonlySet<string>;
  onCell(row: string, caller: string): void;
  onToggle(namespace: string): void;
}

export function Matrix({ head, rows, here, onCell, onToggle }: MatrixProps): JSX.Element {
  const { callers, detail, open } = head;
  const [focus, setFocus] = useState<readonly [row: number, column: number]>([0, 0]);
  const words = letters();
  const table = useRef<HTMLTableElement>(null);
  const withCells = rows.filter(({ cells }) => cells !== '');
  const go = (row: number, column: number) => {
    const at = [
      Math.min(Math.max(row, 0), withCells.length - 1),
      Math.min(Math.max(column, 0), callers.length - 1),
    ] as const;
    setFocus(at);
    table.current?.querySelector<HTMLElement>(`[data-at="${at[0]} ${at[1]}"]`)?.focus();
  };
  const act = (target: EventTarget | null, run: (row: number, column: number) => void) => {
    const cell = target instanceof Element ? target.closest('[data-at]') : null;
    const [row, column] = (cell?.getAttribute('data-at') ?? '').split(' ').map(Number);
    if (cell !== null && row !== undefined && column !== undefined) run(row, column);
  };
  const openCell = (row: number, column: number) => {
    setFocus([row, column]);
    const found = withCells[row];
    const caller = callers[column];
    if (found !== undefined && caller !== undefined) onCell(found.id, caller.id);
  };
  return (
    <table
      ref={table}
      class="matrix"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked is a grid.
      role="grid"
      aria-label={t('Who may call which service')}
      onClick={(event) => act(event.target, openCell)}
      onKeyDown={(event) => {
        const move = MOVES.get(event.key);
        act(event.target, (row, column) => {
          if (event.key === 'Enter' || event.key === ' ') openCell(row, column);
          else if (move !== undefined) go(row + move[0], column + move[1]);
          else if (event.key === 'Home') go(row, 0);
          else if (event.key === 'End') go(row, callers.length - 1);
          else return;
          event.preventDefault();
        });
      }}
    >
      <thead>
        <tr>
          <th scope="col">{head.isCollapsed ? t('Namespace') : t('Service')}</th>
          <th scope="col">{t('Mutual TLS')}</th>
          <th scope="col">{t('Policies')}</th>
          {callers.map(({ id, text }) => (
            <th key={id} scope="col" class="caller">
              <bdi>{shown(middle(text, COLUMN_TEXT))}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            index={withCells.indexOf(row)}
            head={head}
            focus={focus}
            words={words}
            detail={detail}
            isHere={row.place !== undefined && here.has(row.place)}
            isTouched={row.policies.links.some(({ place }) => place !== undefined && here.has(place))}
            isOpen={open.includes(row.namespace)}
            onToggle={onToggle}
          />
        ))}
      </tbody>
    </table>
  );
}

const MOVES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
]);

interface RowProps {
  readonly row: PostureRow;
  /** Among the rows with cells. */
  readonly index: number;
  readonly head: PostureShown;
  readonly focus: readonly [number, number];
  /** By letter. */
  readonly words: ReadonlyMap<string, string>;
  readonly detail: CellDetail | undefined;
  readonly isHere: boolean;
  readonly isTouched: boolean;
  readonly isOpen: boolean;
  onToggle(namespace: string): void;
}

function Row(props: RowProps): JSX.Element {
  const { row, index, head, focus, words, detail, isHere, isTouched } = props;
  const { sort, mtls, policies, cells } = row;
  if (sort === 'head') {
    return (
      <tr class="head">
        <th scope="rowgroup" colSpan={3 + head.callers.length}>
          <bdi>{shown(row.name)}</bdi> <span class="dim">{services(row.count)}</span>
        </th>
      </tr>
    );
  }
  return (
    <tr class={`${sort}${isTouched ? ' touched' : ''}`} aria-current={isHere ? 'location' : undefined}>
      <th scope="row">
        <Name {...props} />
      </th>
      <td class={mtls.isPlain ? 'bad' : ''}>
        <PlaceLink place={mtls.place} text={mtls.text} />
      </td>
      <td class={policies.isOpen ? 'bad' : ''}>
        <Policies policies={policies} />
      </td>
      {head.callers.map((caller, column) => {
        const letter = cells[column] ?? 'N';
        const isFocus = focus[0] === index && focus[1] === column;
        return (
          <td
            key={caller.id}
            class={`cell ${letter}`}
            data-at={`${index} ${column}`}
            tabindex={isFocus ? 0 : -1}
            data-chosen={detail?.row === row.id && detail.caller === caller.id}
            aria-label={`${shown(caller.text)}: ${words.get(letter) ?? ''}`}
          />
        );
      })}
    </tr>
  );
}

function Name({ row, isOpen, onToggle }: RowProps): JSX.Element {
  const { sort, name, namespace, place, layer, count } = row;
  if (sort === 'namespace') {
    return (
      <button type="button" class="link" aria-expanded={isOpen} onClick={() => onToggle(namespace)}>
        <span aria-hidden="true">{isOpen ? '▾ ' : '▸ '}</span>
        <bdi>{shown(name)}</bdi> <span class="dim">{services(count)}</span>
      </button>
    );
  }
  return (
    <>
      <PlaceLink place={place} text={middle(name, COLUMN_TEXT)} />
      {layer !== undefined && <span class="layer"> {layer}</span>}
    </>
  );
}

function Policies({ policies }: Pick<PostureRow, 'policies'>): JSX.Element {
  const { text, links } = policies;
  const [only, ...others] = links;
  if (only !== undefined && others.length === 0) return <PlaceLink place={only.place} text={text} />;
  return (
    <>
      {text}
      {links.map((link) => (
        <span key={link.place} class="policy">
          {' '}
          <PlaceLink place={link.place} text={middle(link.text, COLUMN_TEXT)} />
        </span>
      ))}
    </>
  );
}
