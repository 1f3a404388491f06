/** The request panel: one request, and what the mesh does with it. */
import { type JSX, render } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type {
  RequestForm,
  RequestHead,
  RequestItem,
  RequestShown,
  SourceRow,
  StepRow,
} from '../../../server/src/features/request-answer/request-data.ts';
import { CopyButton, Empty, Frame } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { listen, type PageData, send } from '../shared/store.ts';
import { Form } from './form.tsx';
import { Steps, VerdictLine } from './steps.tsx';
import '../shared/theme.css';
import './page.css';

/** Milliseconds after the last key. */
const REST_MS = 80;

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as RequestHead;
  if (head.state === 'empty') {
    return (
      <Frame title={t('Request')} status={data.status} foot={null}>
        <Empty why={head.why} />
      </Frame>
    );
  }
  return <Answer head={head} data={data} />;
}

function Answer({ head, data }: { readonly head: RequestShown; readonly data: PageData }): JSX.Element {
  const { form, draft, change, useCursor } = useForm(head);
  const before = useBefore(head.verdict?.title);
  const items = data.items as readonly RequestItem[];
  const sources = items.filter((item): item is SourceRow => item.sort === 'source');
  const steps = items.filter((item): item is StepRow => item.sort === 'step');
  const isOwn = draft || head.origin !== 'cursor';
  return (
    <Frame
      title={t('Request')}
      status={data.status}
      tools={
        isOwn ? (
          <button type="button" onClick={useCursor}>
            {t('Use the cursor')}
          </button>
        ) : (
          <span class="dim">{t('from what stands at the cursor')}</span>
        )
      }
      actions={<Actions copies={head.copies} />}
      foot={<span>{t('Evaluated again as you type')}</span>}
    >
      <Form form={form} sources={sources} problems={head.problems} asksFor={head.asksFor} onChange={change} />
      {head.verdict !== undefined && (
        <>
          <VerdictLine verdict={head.verdict} before={before} />
          <Steps rows={steps} branches={head.branches} labels={data.labels} />
        </>
      )}
    </Frame>
  );
}

interface Typed {
  readonly form: RequestForm;
  /** The form that was given when it was typed, as JSON; empty for none. */
  readonly over: string;
}

/** What a person types stays until the server has it; what the cursor asks for never overwrites it. */
function useForm(head: RequestShown) {
  const [typed, setTyped] = useState<Typed | undefined>(undefined);
  const given = head.origin === 'given' ? JSON.stringify(head.form) : '';
  // Another panel has asked for something else in the meantime.
  const draft = typed !== undefined && (given === '' || given === typed.over) ? typed.form : undefined;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const change = (next: RequestForm) => {
    setTyped({ form: next, over: given });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send({ type: 'ask', input: { ...next, isTyped: true } }), REST_MS);
  };
  const useCursor = () => {
    clearTimeout(timer.current);
    setTyped(undefined);
    send({ type: 'ask', input: null });
  };
  return { form: draft ?? head.form, draft: draft !== undefined, change, useCursor };
}

/** The verdict before this one; a page that has just been made has none. */
function useBefore(title: string | undefined): string | undefined {
  const last = useRef<{ now: string | undefined; before: string | undefined }>({
    now: title,
    before: undefined,
  });
  if (title !== undefined && title !== last.current.now) {
    last.current = { now: title, before: last.current.now };
  }
  return last.current.before;
}

function Actions({ copies }: { readonly copies: RequestShown['copies'] | undefined }): JSX.Element | null {
  if (copies === undefined) return null;
  return (
    <>
      <CopyButton text={t('Copy as curl')} copy={() => copies.curl} />
      <CopyButton text={t('Copy as trace command')} copy={() => copies.trace} />
      <button type="button" onClick={() => send({ type: 'act', action: 'keepTest' })}>
        {t('Keep as a test')}
      </button>
    </>
  );
}

listen((data) => {
  const root = document.getElementById('page');
  if (root !== null) render(<Page data={data} />, root);
});
