/** The explain panel: paragraphs of sentences, each with its line, and commands to copy. */
import { type JSX, render } from 'preact';
import type {
  CommandRow,
  ExplainHead,
  ExplainItem,
  SentenceRow,
} from '../../../server/src/features/explain-page/explain-data.ts';
import { CopyButton, Empty, Frame, PlaceLink } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { listen, type PageData } from '../shared/store.ts';
import { shown, visible } from '../shared/text.ts';
import '../shared/theme.css';
import './page.css';

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as ExplainHead;
  if (head.state === 'empty') {
    return (
      <Frame title={t('Explain')} status={data.status} foot={null}>
        <Empty why={head.why} />
      </Frame>
    );
  }
  const items = data.items as readonly ExplainItem[];
  const commands = items.filter((item): item is CommandRow => item.sort === 'command');
  return (
    <Frame
      title={t('Explain')}
      status={data.status}
      foot={<span>{t('Commands are never run by Meshwright')}</span>}
    >
      <article>
        <h2>
          <PlaceLink place={head.place} text={head.title} />
        </h2>
        {head.parts.map((part) => (
          <Part key={part} title={part} items={items} data={data} />
        ))}
        {commands.length > 0 && (
          <section>
            <h3>{t('On a cluster')}</h3>
            {commands.map((row) => (
              <Command key={row.id} row={row} />
            ))}
          </section>
        )}
      </article>
    </Frame>
  );
}

interface PartProps {
  readonly title: string;
  readonly items: readonly ExplainItem[];
  readonly data: PageData;
}

function Part({ title, items, data }: PartProps): JSX.Element {
  const own = items.filter((item): item is SentenceRow => item.sort === 'sentence' && item.part === title);
  const here = new Set(data.here);
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {own.map(({ id, text, place }) => (
          <li key={id} aria-current={place !== undefined && here.has(place) ? 'location' : undefined}>
            <bdi>{shown(text)}</bdi>{' '}
            {place !== undefined && <PlaceLink place={place} text={data.labels.get(place) ?? t('line')} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Command({ row }: { readonly row: CommandRow }): JSX.Element {
  const words = visible(row.command).split(' ');
  return (
    <div class="command">
      <code>
        {words.map((word, index) => (
          <span key={index}>{index < words.length - 1 ? `${word} ` : word}</span>
        ))}
      </code>
      <CopyButton text={t('Copy')} copy={() => row.command} />
      <p>{t('shows {0}', shown(row.expect))}</p>
    </div>
  );
}

listen((data) => {
  const root = document.getElementById('page');
  if (root !== null) render(<Page data={data} />, root);
});
