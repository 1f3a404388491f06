/** Tables of figures on the terminal. */

export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  console.log(title);
  for (const row of all) printRow(row, widths);
  console.log('');
}

/** The first column stands left, the others right. */
export function printRow(row: readonly string[], widths: readonly number[]): void {
  const cells = widths.map((width, at) =>
    at === 0 ? (row[at] ?? '').padEnd(width) : (row[at] ?? '').padStart(width),
  );
  console.log(`  ${cells.join('  ')}`.trimEnd());
}

export function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

export function mb(value: number): string {
  return `${Math.round(value)} MB`;
}

export function ratio(ours: number, theirs: number): string {
  return `${(ours / theirs).toFixed(2)} x`;
}
