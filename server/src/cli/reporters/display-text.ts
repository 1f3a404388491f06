/** Text from files on its way to a terminal: nothing in it may move the cursor or change colors. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Control characters in the way JSON writes them; the result is one line. */
export function displayText(text: string): string {
  return text.replace(CONTROL, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    if (character === '\r') return '\\r';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Several lines for standard error: none but the first may be taken for a command (`::error::`) of a build system. */
export function displayLines(text: string): string {
  return text
    .split('\n')
    .map((line, at) => (at > 0 && line.startsWith('::') ? `  ${displayText(line)}` : displayText(line)))
    .join('\n');
}

/** Columns of a terminal that a text takes: East Asian wide characters and emoji take two, marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (MARK.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const MARK = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;
