/** The commands of a script, a Makefile or a page with code in it, as words. Nothing of the shell is understood. */

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
  return [...joined.matchAll(COMMAND)].map(([, tool = '', rest = '']) => ({ tool, words: wordsOf(rest) }));
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
