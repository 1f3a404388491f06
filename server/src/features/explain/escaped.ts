/** Texts hold names of users: nothing in them may format, or lead anywhere. */
export function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!<>|~&]/g, '\\$&');
}
