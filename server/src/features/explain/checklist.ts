/** A symptom as a list of questions, answered by what was found in the files. */
import { LineIndex } from '../../base/line-index.ts';
import { messageWithWorlds, type PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { code, HoverPage, type HoverText } from '../hover/hover-page.ts';
import { escaped } from './escaped.ts';
import { answers, type Symptom } from './symptoms.ts';

export interface AnsweredCheck {
  readonly question: string;
  /** None: the files show nothing against it. */
  readonly findings: readonly PublishedFinding[];
}

/** Call it when everything is analyzed. Hints answer nothing: they are about what files do not tell. */
export function answerSymptom(snapshot: Snapshot, symptom: Symptom): readonly AnsweredCheck[] {
  const all = snapshot
    .uris()
    .flatMap((uri) => snapshot.findings(uri).filter(({ severity }) => severity !== 'hint'));
  return symptom.checks.map((check) => ({
    question: check.question,
    findings: all.filter(({ rule }) => answers(check, rule)),
  }));
}

/** Enough to start with; the list of problems has all. */
const MOST = 10;

export function explainSymptom(snapshot: Snapshot, symptom: Symptom): HoverText {
  const page = new HoverPage();
  const lines = [`# ${escaped(symptom.title)}`, ''];
  for (const { question, findings } of answerSymptom(snapshot, symptom)) {
    lines.push(`- ${findings.length === 0 ? '✓' : '✗'} ${question}`);
    if (findings.length === 0) lines.push('  - The files show nothing against it.');
    for (const finding of findings.slice(0, MOST)) {
      const { uri, range, rule } = finding;
      const line = new LineIndex(snapshot.file(uri)?.text ?? '').positionAt(range.start).line + 1;
      const name = `${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}:${line}`;
      lines.push(
        `  - ${escaped(messageWithWorlds(finding))} (${code(rule)}, ${page.link(name, { uri, range })})`,
      );
    }
    if (findings.length > MOST) lines.push(`  - … and ${findings.length - MOST} more`);
  }
  lines.push('', '## On a cluster');
  for (const { command, expect } of symptom.verify) lines.push('', '```sh', command, '```', escaped(expect));
  return { markdown: `${lines.join('\n')}\n`, places: page.places };
}
