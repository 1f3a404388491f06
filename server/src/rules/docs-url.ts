/** Address of a rule's page, for readers outside the editor (which opens the bundled page). */
export function docsUrl(rule: string): string {
  return `https://github.com/meshwright/meshwright/blob/main/docs/rules/${rule}.md`;
}
