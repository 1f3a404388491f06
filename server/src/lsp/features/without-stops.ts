/** Snippet syntax as plain text, for clients without snippets: placeholders become their text, choices the first one. */
const PART =
  /\\([\\$}])|\$(\d+)|\$\{\d+\}|\$\{\d+:((?:\\.|[^\\}])*)\}|\$\{\d+\|((?:\\.|[^\\,|])*)(?:\\.|[^\\}])*\}/gs;

export function withoutStops(snippet: string): string {
  return snippet.replace(
    PART,
    (_, escaped: string | undefined, _stop, placeholder: string | undefined, choice: string | undefined) =>
      escaped ?? withoutEscapes(placeholder ?? choice ?? ''),
  );
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([\\$},|])/g, '$1');
}
