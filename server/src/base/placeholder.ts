/**
 * Texts that stand for values which somebody fills in later: `${X}`, `<host>`, `__PORT__`, `ENC[…]`. What they become is
 * unknown, so nothing is said about them, while their neighbours are judged.
 */

/** Many small patterns, of which none grows faster than the text. */
const SPELLINGS: readonly RegExp[] = [
  /\$\{|\{\{|\{%|<%|\[\[|ENC\[|_PLACEHOLDER\b|\bPLACEHOLDER_/,
  /\$[A-Z_]/,
  /\$\([A-Z_][A-Z0-9_]*\)/,
  /\{[A-Z][A-Z0-9_]*\}/,
  /#\{\w|###[A-Z]|#@[ \w(/]/,
  /%%[A-Za-z]\w*%%/,
  /@[A-Za-z]\w*@/,
  /\[[A-Z][A-Z0-9]*_[A-Z0-9_]*\]/,
  /\(\([A-Za-z_][\w.-]*\)\)/,
  // What people write in fixtures: `placeholderName`, `placeholder`, `my-placeholder`.
  /(?:^|[^A-Za-z0-9])placeholder(?:[A-Z][A-Za-z0-9]*)?(?:$|[^A-Za-z0-9])/,
  /\b(?:REPLACE_[A-Z]|YOUR_[A-Z]|CHANGE_?ME\b|TODO\b|FIXME\b)/,
  // A whole value or a whole label of a host name; elsewhere it is HTML.
  /(?:^|\.)<[A-Za-z][\w-]*>(?:$|[.:/])/,
  // A label of a host name in the form of a variable: no name of Kubernetes has capitals or underscores.
  /\.[A-Z][A-Z0-9]*_[A-Z0-9_]+(?:\.|$)/,
  /(?:^|\/)[A-Z][A-Z0-9]*_[A-Z0-9_]+\./,
  /(?:^|\W)__[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*__(?:$|\W)/,
];
/** One of these stands in every placeholder. */
const MARKS = /[$<{[@#%(]|__|[A-Z]{4}|placeholder/;

/** Whether a value is or holds a placeholder, or the mark of a template. */
export function holdsPlaceholder(text: string): boolean {
  return MARKS.test(text) && (SPELLINGS.some((spelling) => spelling.test(text)) || holdsPercent(text));
}

/** First words of the commands that the proxy replaces in headers and logs: `%START_TIME%`, `%PROTOCOL%`. */
const PROXY_COMMANDS: ReadonlySet<string> = new Set(
  'ACCESS BACKEND BYTES CEL CLUSTER COMMON CONNECTION CUSTOM DOWNSTREAM DURATION DYNAMIC EMIT ENVIRONMENT FILE FILTER GRPC HOSTNAME LOCAL METADATA PATH PROTOCOL QUERY QUIC REQ REQUEST REQUESTED RESP RESPONSE ROUNDTRIP ROUTE ROUTER SPAN START STREAM TRACE TRAILER TYPED UDP UNIQUE UPSTREAM VIRTUAL XDS'.split(
    ' ',
  ),
);
const PERCENT = /%([A-Z][A-Z0-9]*)(?:_[A-Z0-9]+)+%/g;

/** `%DB_HOST%`, which scripts replace. */
function holdsPercent(text: string): boolean {
  if (!text.includes('%')) return false;
  return [...text.matchAll(PERCENT)].some(([, word = '']) => !isProxyCommand(word));
}

/** By the first word of its name. */
export function isProxyCommand(word: string): boolean {
  return PROXY_COMMANDS.has(word);
}

const ACTION = /\{\{([^{}]*)\}\}/g;
/** `$spec.host`, `.host`: what they are depends on where they stand; `$.Values.host` and `.Values.host` are one thing. */
const LOCAL = /\$\w|(?:^|[\s(|-])\.(?!(?:Values|Release|Chart|Capabilities|Files|Template)\b)\w/;

/** Whether an action of a template prints a variable of its own block: the same text elsewhere may print another. */
export function printsLocalVariable(text: string): boolean {
  if (!text.includes('{{')) return false;
  for (const [, action = ''] of text.matchAll(ACTION)) if (LOCAL.test(action)) return true;
  return false;
}

/** `holdsPlaceholder` for a piece of a document: what stands in comments is no value. */
export function holdsPlaceholderIn(source: string): boolean {
  return source.includes('\n') ? source.split('\n').some(holdsInLine) : holdsPlaceholder(source);
}

function holdsInLine(line: string): boolean {
  const comment = line.search(/(?:^|\s)#(?:[ !\w]|$)/);
  const code = comment < 0 ? line : line.slice(0, comment);
  // Values behind keys and dashes count as whole ones.
  return holdsPlaceholder(code) || code.split(/[\s'",]/).some(holdsPlaceholder);
}
