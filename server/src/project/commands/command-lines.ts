/** The commands of a script, a Makefile or a page with code in it, as words. Of the shell, plain variables alone are understood. */

export interface CommandLine {
  readonly tool: string;
  /** Words behind the tool's name, without their quotes. */
  readonly words: readonly string[];
}

/** A tool where a command may begin; what follows up to the end of the line, or of the command. */
const COMMAND = /(?:^|[\s;&|(`$@"'>])(kubectl|oc|helm|istioctl)[ \t]+([^\n;&|`]*)/g;
const WORD = /"([^"\n]*)"|'([^'\n]*)'|[^\s"']+/g;
/** A longer line is no command that a person wrote. */
const MOST_WORDS = 100;

/** In order; linear in the text. */
export function commandLines(text: string): readonly CommandLine[] {
  if (!/kubectl|oc |helm|istioctl/.test(text)) return [];
  // A backslash at its end, or PowerShell's backtick, continues a line.
  const joined = text.replace(/[\\`]\r?\n/g, ' ');
  const filledIn = withVariables(joined);
  return [...filledIn.matchAll(COMMAND)].map(([, tool = '', rest = '']) => ({ tool, words: wordsOf(rest) }));
}

const WORD_OR_TOOL = /^(?:[\w.-]+$|(?:kubectl|oc|helm|istioctl)(?: |$))/;
const USED = /\$(?:\{(\w+)\}|\((\w+)\)|([A-Za-z_]\w*))/g;

/** Variables that the script sets, the first time, in place of their uses. */
function withVariables(text: string): string {
  if (!text.includes('$')) return text;
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name, value] = assignment(line);
    if (value !== '' && !values.has(name)) values.set(name, value);
  }
  if (values.size === 0) return text;
  return text.replace(USED, (use, braced, bracketed, bare) => values.get(braced ?? bracketed ?? bare) ?? use);
}

function wordsOf(rest: string): readonly string[] {
  const words: string[] = [];
  for (const [whole, double, single] of rest.matchAll(WORD)) {
    // A comment behind the command.
    if (whole.startsWith('#') || words.length === MOST_WORDS) break;
    words.push(double ?? single ?? whole);
  }
  return words;
}

/**
 * Of Make and of shells: a name that is given one plain word, or a tool with its options (`KUBECTL := kubectl -v 1`). The
 * value is empty in other lines.
 */
function assignment(line: string): readonly [name: string, value: string] {
  const at = line.indexOf('=');
  const name = line
    .slice(0, Math.max(0, at))
    .replace(/[:?]$/, '')
    .trim()
    .replace(/^export /, '')
    .trim();
  if (at < 0 || !/^[A-Za-z_]\w*$/.test(name)) return ['', ''];
  const [written = ''] = line.slice(at + 1).split(/ #|;/);
  const value = written.trim().replace(/^["']/, '').replace(/["']$/, '');
  return WORD_OR_TOOL.test(value) ? [name, value] : ['', ''];
}
