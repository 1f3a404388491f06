/** A documented fixture case as it reads on a page: the files, and what the engine says about them. */
import { LineIndex } from '../../server/src/base/line-index.ts';
import type { FixtureCase } from '../../test/harness/fixture-format.ts';
import { openCase } from '../../test/harness/run-fixture.ts';
import { sentence } from './markdown.ts';

export function exampleOf(test: FixtureCase, rule: string): string {
  const { snapshot } = openCase(test, '\n', rule);
  const manifests = test.files.filter((file) => file.options['mesh'] === undefined);
  const blocks = test.files.map((file) => {
    const name = test.files.length > 1 ? `# ${file.path}\n` : '';
    return `\`\`\`yaml\n${name}${file.lines.join('\n')}\n\`\`\``;
  });
  const findings = manifests.flatMap((file) => {
    const index = new LineIndex(snapshot.file(file.path)?.text ?? '');
    return snapshot.findings(file.path).map((finding) => {
      const line = index.positionAt(finding.range.start).line + 1;
      const place = manifests.length > 1 ? `${file.path}, line ${line}` : `line ${line}`;
      return `- ${place}, ${finding.severity}: ${finding.message}`;
    });
  });
  return [`${sentence(test.name)}:`, ...blocks, ...(findings.length === 0 ? [] : [findings.join('\n')])].join(
    '\n\n',
  );
}
