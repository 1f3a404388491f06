/** Measurements that the driver prints beside the verdicts. */
export const notes: string[] = [];

export function note(line: string): void {
  notes.push(line);
}
