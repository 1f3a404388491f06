/** Snippet syntax as plain text, for clients without snippets: placeholders become their text, choices the first one. */

export function withoutStops(snippet: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (let at = nextMark(snippet, 0); at < snippet.length; at = nextMark(snippet, Math.max(at + 1, done))) {
    const found = snippet[at] === '\\' ? escapeAt(snippet, at) : stopAt(snippet, at);
    if (found === undefined) continue;
    pieces.push(snippet.slice(done, at), found.text);
    done = found.end;
  }
  return pieces.join('') + snippet.slice(done);
}

interface Part {
  readonly text: string;
  readonly end: number;
}

function nextMark(snippet: string, from: number): number {
  let at = from;
  while (at < snippet.length && snippet[at] !== '\\' && snippet[at] !== '$') at++;
  return at;
}

function escapeAt(snippet: string, at: number): Part | undefined {
  const escaped = snippet.charAt(at + 1);
  return escaped !== '' && '\\$}'.includes(escaped) ? { text: escaped, end: at + 2 } : undefined;
}

/** `$1`, `${1}`, `${1:text}` or `${1|first,second|}`. */
function stopAt(snippet: string, at: number): Part | undefined {
  const isBraced = snippet[at + 1] === '{';
  const digits = at + (isBraced ? 2 : 1);
  let behind = digits;
  while (/\d/.test(snippet.charAt(behind))) behind++;
  if (behind === digits) return undefined;
  if (!isBraced) return { text: '', end: behind };
  const form = snippet.charAt(behind);
  if (form === '}') return { text: '', end: behind + 1 };
  if (form !== ':' && form !== '|') return undefined;
  const close = textEnd(snippet, behind + 1, '}');
  if (snippet[close] !== '}') return undefined;
  const end = form === ':' ? close : textEnd(snippet, behind + 1, ',|}');
  return { text: withoutEscapes(snippet.slice(behind + 1, end)), end: close + 1 };
}

/** Where one of `marks` stands that no backslash takes away, or the next stop begins. */
function textEnd(snippet: string, from: number, marks: string): number {
  let at = from;
  while (at < snippet.length && snippet[at] !== '$' && !marks.includes(snippet.charAt(at))) {
    at += snippet[at] === '\\' ? 2 : 1;
  }
  return at;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([\\$},|])/g, '$1');
}
