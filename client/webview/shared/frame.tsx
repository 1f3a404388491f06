/** What all pages share: toolbar, content, status line, links to lines, and a place for what is read aloud. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Sentence } from '../../../server/src/features/panels/panel-data.ts';
import { t } from './l10n.ts';
import type { PageStatus } from './messages.ts';
import { send } from './store.ts';
import { shown } from './text.ts';

export interface FrameProps {
  readonly title: string;
  readonly status: PageStatus;
  /** Controls that say what is shown. */
  readonly tools?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly foot: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Frame({ title, status, tools, actions, foot, children }: FrameProps): JSX.Element {
  const { isFollowing, state, file, isBusy, reading } = status;
  return (
    <div class="frame">
      <header class="toolbar">
        <h1>{title}</h1>
        {tools}
        <button
          type="button"
          class="toggle"
          aria-pressed={isFollowing}
          onClick={() => send({ type: 'follow', isFollowing: !isFollowing })}
        >
          {t('Follow cursor')}
        </button>
        <div class="tail">{actions}</div>
      </header>
      {isBusy && <div class="busy" role="progressbar" aria-label={t('The server is working')} />}
      <Notice state={state} />
      <main>{children}</main>
      <footer class="status">
        {foot}
        {state === 'indexing' && (
          <span>
            {reading === undefined
              ? t('Reading files…')
              : t('Reading files: {0} of {1}', reading.done, reading.all)}
          </span>
        )}
        {!isFollowing && file !== '' && <span>{t('pinned to {0}', shown(file))}</span>}
      </footer>
    </div>
  );
}

function Notice({ state }: Pick<PageStatus, 'state'>): JSX.Element | null {
  if (state !== 'stopped') return null;
  return (
    <p class="notice" role="status">
      {t('The Meshwright server does not run: what is shown is as it was.')}{' '}
      <button type="button" onClick={() => send({ type: 'act', action: 'restartServer' })}>
        {t('Restart server')}
      </button>
    </p>
  );
}

export interface PlaceLinkProps {
  readonly place: string | undefined;
  readonly text: string;
  readonly class?: string;
}

/** Opens the line; without a place it is text. Ctrl or Cmd opens it beside, the keyboard takes the focus along. */
export function PlaceLink({ place, text, class: look = '' }: PlaceLinkProps): JSX.Element {
  if (place === undefined) return <bdi class={look}>{shown(text)}</bdi>;
  const open = (event: MouseEvent) =>
    send({ type: 'open', place, beside: event.ctrlKey || event.metaKey, focus: event.detail === 0 });
  return (
    <button type="button" class={`link ${look}`} onClick={open}>
      <bdi>{shown(text)}</bdi>
    </button>
  );
}

export function Words({ sentence }: { readonly sentence: Sentence }): JSX.Element {
  return (
    <>
      {sentence.map((part, index) =>
        typeof part === 'string' ? (
          <bdi key={index}>{shown(part)}</bdi>
        ) : (
          <PlaceLink key={index} place={part.place} text={part.text} />
        ),
      )}
    </>
  );
}

/** Instead of the picture: why there is none. */
export function Empty({ why }: { readonly why: Sentence }): JSX.Element {
  return (
    <p class="empty" role="status">
      <Words sentence={why} />
    </p>
  );
}

/** How much was checked; says what was not when it is asked. */
export function Checked({ text }: { readonly text: string }): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => send({ type: 'act', action: 'showUnchecked' })}>
      {text}
    </button>
  );
}

export interface CopyButtonProps {
  readonly text: string;
  /** What is put into the clipboard. */
  copy(): string;
}

/** Says that it was done, until one goes elsewhere. */
export function CopyButton({ text, copy }: CopyButtonProps): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class="copy"
      onBlur={() => setCopied(false)}
      onClick={() => {
        send({ type: 'copy', text: copy() });
        setCopied(true);
      }}
    >
      {/* Both take their place: a button that shrank as it lost the focus would pull others away from under the pointer. */}
      <span class={isCopied ? 'off' : ''}>{text}</span>
      <span class={isCopied ? '' : 'off'} aria-hidden={!isCopied}>
        {t('Copied')}
      </span>
      {isCopied && (
        <span class="aloud" role="status">
          {t('Copied')}
        </span>
      )}
    </button>
  );
}

export interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  onPick(id: string): void;
}

/** With one choice it is text. */
export function Pick({ label, value, choices, onPick }: PickProps): JSX.Element {
  const [only, ...others] = choices;
  if (only !== undefined && others.length === 0) return <bdi class="picked">{shown(only.text)}</bdi>;
  return (
    <select aria-label={label} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      {choices.map(({ id, text }) => (
        <option key={id} value={id}>
          {shown(text)}
        </option>
      ))}
    </select>
  );
}
