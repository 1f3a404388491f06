/** Whether every document of a YAML file belongs to Istio or the Gateway API. */

const SEPARATOR = /^---(?:[ \t].*)?$/m;
const API_VERSION = /^apiVersion[ \t]*:[ \t]*["']?([^\s/"'#]+)\//;
const OUR_GROUP = /(?:^|\.)istio\.io$|^gateway\.networking\.k8s\.io$/;
const CONTENT = /^[ \t]*[^#\s]/m;

/** @param text of a file; a document without content counts for nothing */
export function holdsOnlyOurDocuments(text: string): boolean {
  const documents = text
    .replaceAll('\r\n', '\n')
    .split(SEPARATOR)
    .filter((document) => CONTENT.test(document));
  return documents.length > 0 && documents.every(isOurs);
}

function isOurs(document: string): boolean {
  const lines = document.split('\n').filter((line) => line.startsWith('apiVersion'));
  const group = lines.map((line) => API_VERSION.exec(line)?.[1]).find((found) => found !== undefined);
  return group !== undefined && OUR_GROUP.test(group);
}
