/** The sentence for a run that has judged nothing: what was there, and why none of it counts. */
import { fileUri } from '../base/canonical-uri.ts';
import { type SkippedFiles, skippedFiles } from '../project/skipped-files.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { DECODERS } from './decoders.ts';
import { type OpenedProject, STDIN_NAME } from './open-project.ts';
import type { LintReport } from './report.ts';

const BEGINNING = 'Nothing to analyze: ';
/** Of each folder with its own number of files. */
const MOST_FOLDERS = 8;

/** Undefined when something was judged. */
export async function nothingToAnalyze(
  snapshot: Snapshot,
  report: Pick<LintReport, 'documents' | 'findings' | 'files'>,
  opened: OpenedProject,
): Promise<string | undefined> {
  if (report.documents > 0 || report.findings.length > 0) return undefined;
  if (report.files === 0) {
    const reasons = reasonsOf(await skippedFiles(opened.project, { ...opened, decoders: DECODERS }), opened);
    return `${BEGINNING}${reasons === '' ? 'there is no YAML or JSON file here' : reasons}`;
  }
  return snapshot.uris().includes(STDIN_NAME)
    ? `${BEGINNING}standard input is empty`
    : `${BEGINNING}no resource of Istio, the Gateway API or Kubernetes in these files`;
}

/** `42 files in skipped folders: third_party 40, dist 2`. */
function reasonsOf({ byReason, folders, isCut }: SkippedFiles, { show }: OpenedProject): string {
  const most = isCut ? 'at least ' : '';
  const count = (reason: 'vendored' | 'ignored' | 'setting') => {
    const files = byReason.get(reason) ?? 0;
    return files === 0 ? '' : `${most}${files} ${files === 1 ? 'file' : 'files'}`;
  };
  const named = folders.slice(0, MOST_FOLDERS).map(([path, files]) => `${show(fileUri(path))} ${files}`);
  const rest = folders.length > MOST_FOLDERS ? ` and ${folders.length - MOST_FOLDERS} more` : '';
  return [
    count('vendored') === '' ? '' : `${count('vendored')} in skipped folders: ${named.join(', ')}${rest}`,
    count('ignored') === '' ? '' : `${count('ignored')} that .gitignore leaves out`,
    count('setting') === '' ? '' : `${count('setting')} that "ignore" of meshwright.json leaves out`,
  ]
    .filter((reason) => reason !== '')
    .join('; ');
}
