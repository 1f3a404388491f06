/** One mistake, one diagnostic: which findings of an object tell of a mistake that another one tells better. */
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** @returns findings on a node that an error explains, and those that another rule says more exactly */
export function explainedFindings(
  findings: readonly Finding[],
  checks: ReadonlyMap<string, Check>,
): ReadonlySet<Finding> {
  const structural = new Set<string>();
  const superseded = new Set<string>();
  for (const { rule, severity, at } of findings) {
    const check = checks.get(rule);
    if (check === undefined) continue;
    if (check.silences === 'below' && severity === 'error') structural.add(at.path);
    for (const other of check.supersedes) if (other !== rule) superseded.add(`${other} ${at.path}`);
  }
  if (structural.size === 0 && superseded.size === 0) return new Set();
  return new Set(
    findings.filter(
      ({ rule, at }) =>
        superseded.has(`${rule} ${at.path}`) ||
        (checks.get(rule)?.silences !== 'below' && isAtOrBelow(at.path, structural)),
    ),
  );
}

function isAtOrBelow(path: string, ancestors: ReadonlySet<string>): boolean {
  if (ancestors.size === 0) return false;
  if (ancestors.has(path)) return true;
  for (let at = 0; at < path.length; at++) {
    if ((path[at] === '.' || path[at] === '[') && ancestors.has(path.slice(0, at))) return true;
  }
  return false;
}
