/** The address of a prefilled issue form. */

const QUESTIONS = [
  'What did you do?',
  'What did you expect?',
  'What happened instead? (The smallest YAML that shows it helps most; leave out what is private.)',
];

/**
 * @param issues the project's list of issues
 * @param versions name and version of what takes part
 */
export function issueAddress(issues: string, versions: readonly (readonly [string, string])[]): string {
  const questions = QUESTIONS.map((question) => `### ${question}\n\n\n`).join('');
  const table = versions.map(([name, version]) => `- ${name}: ${version}`).join('\n');
  return `${issues}/new?body=${encodeURIComponent(`${questions}### Versions\n\n${table}\n`)}`;
}
