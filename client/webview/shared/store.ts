/** The page's copy of what its host has sent, and the line to the host. */
import { setTexts } from './l10n.ts';
import type { FromPage, Item, PageStatus, ToPage } from './messages.ts';
import { patched } from './patched.ts';

interface EditorApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): EditorApi;

export interface PageData {
  readonly revision: number;
  readonly head: unknown;
  readonly items: readonly Item[];
  readonly labels: ReadonlyMap<string, string>;
  readonly here: readonly string[];
  readonly status: PageStatus;
}

const KEEP_MS = 200;
const NO_STATUS: PageStatus = { state: 'ready', file: '', isFollowing: true, isBusy: false };
const api = acquireVsCodeApi();

let data: PageData = {
  revision: 0,
  head: undefined,
  items: [],
  labels: new Map(),
  here: [],
  status: NO_STATUS,
};
let timer: ReturnType<typeof setTimeout> | undefined;

export function send(message: FromPage): void {
  api.postMessage(message);
}

/** What the page kept before it was hidden or the window was loaded anew. */
export function keptLook(): unknown {
  const state = api.getState();
  return typeof state === 'object' && state !== null && 'look' in state ? state.look : undefined;
}

/** Keeps the page's look soon, beside what the host needs to ask again. */
export function keepLook(look: unknown): void {
  clearTimeout(timer);
  timer = setTimeout(() => keep({ look }), KEEP_MS);
}

function keep(part: object): void {
  const state = api.getState();
  api.setState({ ...(typeof state === 'object' && state !== null ? state : {}), ...part });
}

/** Tells `show` each state, from the first data on. Ctrl+F, or Cmd, goes to the page's own search. */
export function listen(show: (data: PageData) => void): void {
  window.addEventListener('message', ({ data: message }: MessageEvent<ToPage>) => {
    if (message.type === 'start') setTexts(message.texts);
    if (message.type === 'keep') keep(message.state);
    const next = received(data, message);
    if (next === undefined) {
      send({ type: 'all' });
      return;
    }
    data = next;
    if (data.head !== undefined) show(data);
  });
  document.addEventListener('keydown', (event) => {
    const search = document.querySelector<HTMLInputElement>('input[type="search"]');
    if (event.key !== 'f' || !(event.ctrlKey || event.metaKey) || search === null) return;
    event.preventDefault();
    search.focus();
  });
  send({ type: 'ready' });
}

/** Undefined: the difference is from something that the page does not have. */
export function received(old: PageData, message: ToPage): PageData | undefined {
  switch (message.type) {
    case 'data': {
      const { revision, head, items, labels } = message;
      return { ...old, revision, head, items, labels: new Map(labels) };
    }
    case 'difference':
      return message.base === old.revision ? patched(old, message) : undefined;
    case 'status':
      return { ...old, status: message.status };
    case 'start':
    case 'keep':
      return old;
    case 'here':
      return { ...old, here: message.places };
  }
}
