/** The security panel: which services take plain text, which are open, and who may call whom. */
import { type JSX, render } from 'preact';
import { useState } from 'preact/hooks';
import type {
  CellDetail,
  PostureHead,
  PostureRow,
  PostureShown,
} from '../../../server/src/features/security-posture/posture-data.ts';
import { namespaces as namespacesIn } from '../shared/counts.ts';
import { CopyButton, Empty, Frame, PlaceLink, Words } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { keepLook, keptLook, listen, type PageData, send } from '../shared/store.ts';
import { shown, visible } from '../shared/text.ts';
import { letters, Matrix } from './matrix.tsx';
import '../shared/theme.css';
import './page.css';

interface Look {
  readonly search: string;
  readonly isBadOnly: boolean;
}

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as PostureHead;
  if (head.state === 'empty') {
    return (
      <Frame title={t('Security')} status={data.status} foot={null}>
        <Empty why={head.why} />
      </Frame>
    );
  }
  return <Posture head={head} data={data} />;
}

function Posture({ head, data }: { readonly head: PostureShown; readonly data: PageData }): JSX.Element {
  const [look, setLook] = useState(lookOf(keptLook()));
  const put = (change: Partial<Look>) => {
    const next = { ...look, ...change };
    setLook(next);
    keepLook(next);
  };
  const rows = shownRows(data.items as readonly PostureRow[], look);
  const { open, detail } = head;
  const ask = (change: object) => {
    const cell = detail && { row: detail.row, caller: detail.caller };
    send({ type: 'ask', input: { open, cell, ...change } });
  };
  return (
    <Frame
      title={t('Security')}
      status={data.status}
      tools={<Tools look={look} onLook={put} />}
      actions={
        <>
          <span role="status">{countsOf(head)}</span>
          <CopyButton text={t('Copy as table')} copy={() => asText(head, rows)} />
        </>
      }
      foot={<Foot head={head} />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from whatever has the focus in it */}
      <div
        class="security"
        onKeyDown={({ key }) => key === 'Escape' && detail !== undefined && ask({ cell: null })}
      >
        <div class="scroll">
          <Legend isCollapsed={head.isCollapsed} />
          <Matrix
            head={head}
            rows={rows}
            here={new Set(data.here)}
            onCell={(row, caller) => ask({ cell: { row, caller } })}
            onToggle={(name) =>
              ask({ open: open.includes(name) ? open.filter((each) => each !== name) : [...open, name] })
            }
          />
          {rows.length === 0 && (
            <p class="empty" role="status">
              {t('The filter hides every service.')}{' '}
              <button type="button" onClick={() => put({ search: '', isBadOnly: false })}>
                {t('Clear the filter')}
              </button>
            </p>
          )}
        </div>
        {detail !== undefined && (
          <Detail detail={detail} labels={data.labels} onClose={() => ask({ cell: null })} />
        )}
      </div>
    </Frame>
  );
}

function lookOf(value: unknown): Look {
  const kept = typeof value === 'object' && value !== null ? value : {};
  const search = 'search' in kept && typeof kept.search === 'string' ? kept.search : '';
  return { search, isBadOnly: 'isBadOnly' in kept && kept.isBadOnly === true };
}

/** Heads stay over what is left of them. */
function shownRows(rows: readonly PostureRow[], { search, isBadOnly }: Look): readonly PostureRow[] {
  const wanted = search.trim().toLowerCase();
  const fits = ({ name, namespace, mtls, policies }: PostureRow) =>
    (wanted === '' || `${namespace}/${name}`.toLowerCase().includes(wanted)) &&
    (!isBadOnly || mtls.isPlain || policies.isOpen);
  const kept = rows.filter((row) => row.sort !== 'head' && fits(row));
  const namespaces = new Set(kept.map(({ namespace }) => namespace));
  const left = new Set(kept);
  return rows.filter((row) => (row.sort === 'head' ? namespaces.has(row.namespace) : left.has(row)));
}

function Tools({ look, onLook }: { readonly look: Look; onLook(change: Partial<Look>): void }): JSX.Element {
  return (
    <>
      <input
        type="search"
        aria-label={t('Search services')}
        placeholder={t('Search')}
        value={look.search}
        onInput={(event) => onLook({ search: event.currentTarget.value })}
      />
      <button
        type="button"
        aria-pressed={look.isBadOnly}
        onClick={() => onLook({ isBadOnly: !look.isBadOnly })}
      >
        {t('Only plaintext or open')}
      </button>
    </>
  );
}

function countsOf({ plaintext, unguarded }: PostureShown): string {
  return `${t('{0} accept plaintext', plaintext)} · ${t('{0} open to anyone', unguarded)}`;
}

function Foot({ head }: { readonly head: PostureShown }): JSX.Element {
  const { services, namespaces, callers, isCollapsed, unjudged } = head;
  return (
    <>
      <span>
        {isCollapsed
          ? t('{0} services in {1}; a row opens its services', services, namespacesIn(namespaces))
          : t(
              '{0} services × {1} callers; accounts that no policy names behave like “namespace/*”',
              services,
              callers.length,
            )}
      </span>
      {unjudged > 0 && <span>{t('{0} asked of an external authorizer', unjudged)}</span>}
    </>
  );
}

function Legend({ isCollapsed }: { readonly isCollapsed: boolean }): JSX.Element {
  return (
    <ul class="legend" aria-label={t('Legend')}>
      {[...letters()].map(([letter, text]) =>
        letter === 'P' && !isCollapsed ? null : (
          <li key={letter}>
            <span class={`sign cell ${letter}`} aria-hidden="true" />{' '}
            {letter === 'N' ? t('empty: {0}', text) : text}
          </li>
        ),
      )}
    </ul>
  );
}

function Detail({
  detail,
  labels,
  onClose,
}: {
  readonly detail: CellDetail;
  readonly labels: ReadonlyMap<string, string>;
  onClose(): void;
}): JSX.Element {
  return (
    <aside class="detail" aria-label={t('The chosen cell')}>
      <div class="detail-head">
        <h2>
          <bdi>{shown(detail.title)}</bdi>
        </h2>
        <button type="button" aria-label={t('Close')} onClick={onClose}>
          ×
        </button>
      </div>
      {detail.parts.map(({ title, text, lines, attempt }) => (
        <section key={title}>
          {detail.parts.length > 1 && (
            <h3>
              <bdi>{shown(title)}</bdi>
            </h3>
          )}
          <p>
            <Words sentence={text} />
          </p>
          <ul>
            {lines.map((line) => (
              <li key={line.place}>
                <bdi>{shown(line.text)}</bdi>{' '}
                <PlaceLink place={line.place} text={labels.get(line.place ?? '') ?? t('line')} />
              </li>
            ))}
          </ul>
          {attempt !== undefined && (
            <button type="button" onClick={() => send({ type: 'show', panel: 'request', input: attempt })}>
              {t('Try this request')}
            </button>
          )}
        </section>
      ))}
      {detail.more > 0 && <p>{t('and {0} more: open the namespace, and choose a service.', detail.more)}</p>}
    </aside>
  );
}

/** Columns parted by tabs, for a spreadsheet or a review. */
function asText({ callers }: PostureShown, rows: readonly PostureRow[]): string {
  const words = letters();
  const head = [t('Service'), t('Mutual TLS'), t('Policies'), ...callers.map(({ text }) => text)];
  const lines = rows
    .filter(({ sort }) => sort !== 'head')
    .map(({ namespace, name, sort, mtls, policies, cells }) => [
      sort === 'namespace' ? name : `${namespace}/${name}`,
      mtls.text,
      policies.text,
      ...callers.map((_, at) => words.get(cells[at] ?? 'N') ?? ''),
    ]);
  return [head, ...lines].map((cells) => cells.map(visible).join('\t')).join('\n');
}

listen((data) => {
  const root = document.getElementById('page');
  if (root !== null) render(<Page data={data} />, root);
});
