/** What the server is asked for: open namespaces and what is searched in the others, always both. */
import { useEffect } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { searchedText } from '../../../server/src/graph/picture/search.ts';
import { send } from '../shared/store.ts';

type Answered = Pick<GraphShown, 'open' | 'isChosen' | 'search'>;

/** Milliseconds after the last key. */
const REST_MS = 150;

let answered: Answered = { open: [], isChosen: false, search: '' };

/** What the last answer was about: the next question keeps what nobody changes. */
export function noteAnswered(head: Answered): void {
  answered = head;
}

export function inputFor({ open, isChosen, search }: Answered): object {
  return { ...(isChosen && { open }), ...(search !== '' && { search }) };
}

export function askOpen(open: readonly string[]): void {
  send({ type: 'ask', input: inputFor({ ...answered, open, isChosen: true }) });
}

/** Beside those that are open. */
export function askBeside(name: string): void {
  askOpen([...answered.open.filter((each) => each !== name), name]);
}

export function askWithout(name: string): void {
  askOpen(answered.open.filter((each) => each !== name));
}

/** Closed namespaces count what is searched: the page knows nothing of what is in them. */
export function useCountedSearch(typed: string, { open, namespaces, search }: GraphShown): void {
  const wanted = searchedText(typed);
  const isCounted = wanted === search || (open.length === namespaces.length && search === '');
  useEffect(() => {
    if (isCounted) return undefined;
    const timer = setTimeout(() => {
      send({ type: 'ask', input: inputFor({ ...answered, search: wanted }) });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [wanted, isCounted]);
}
