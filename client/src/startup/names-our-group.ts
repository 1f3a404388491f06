/** Whether the beginning of a file names one of our groups in a header. */

const KEY = 'apiVersion';
const GATEWAY_API = ['gateway.networking.k8s.io', 'gateway.networking.x-k8s.io'];

/** @param text the first kilobytes of a YAML file; the last line may be cut off */
export function namesOurGroup(text: string): boolean {
  return text.split('\n').some((line) => isOurs(groupIn(line.trim())));
}

/** `networking.istio.io` of `- apiVersion: "networking.istio.io/v1"`. */
function groupIn(line: string): string {
  const rest = line.startsWith('- ') ? line.slice(2).trimStart() : line;
  if (!rest.startsWith(`${KEY}:`)) return '';
  const value = rest.slice(KEY.length + 1).trim();
  const bare = value.startsWith('"') || value.startsWith("'") ? value.slice(1) : value;
  const slash = bare.indexOf('/');
  return slash < 0 ? '' : bare.slice(0, slash);
}

function isOurs(group: string): boolean {
  return group.endsWith('.istio.io') || GATEWAY_API.includes(group);
}
