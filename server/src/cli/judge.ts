/** From arguments to a workspace that holds what they name: what every command that judges or changes files begins with. */
import type { Project } from '../project/project.ts';
import { ruleEnvironment } from '../rules/environment.ts';
import type { SeveritySetting } from '../workspace/finding.ts';
import { severityOf } from '../workspace/severity-of.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { WorkspaceConfiguration } from '../workspace/workspace-configuration.ts';
import type { LintOptions } from './lint-options.ts';
import { type OpenedProject, openProject } from './open-project.ts';
import { readProject } from './read-project.ts';
import { displayLines, displayText } from './reporters/display-text.ts';
import { ok, type Result } from './result.ts';
import { runHelm } from './run-helm.ts';
import { type RuleFilter, selectRules } from './select-rules.ts';
import type { Terminal } from './terminal.ts';

export interface Judged {
  /** Not analyzed yet. */
  readonly workspace: Workspace;
  readonly opened: OpenedProject;
  /** Tells of a defect of ours. */
  onDefect(part: string, uri: string, error: unknown): void;
  /** How many there were. */
  failures(): number;
}

/**
 * Everything that can go wrong before there is something to judge.
 * @param isJudgedOnce nothing is edited after the analysis
 */
export async function judge(
  paths: readonly string[],
  options: LintOptions,
  terminal: Terminal,
  isJudgedOnce = false,
): Promise<Result<Judged>> {
  const rules = selectRules(options.rule, options.ignore);
  if (!rules.isOk) return rules;
  const opened = await openProject(paths, options, terminal);
  if (!opened.isOk) return opened;
  const { project, show } = opened.value;
  let failures = 0;
  const onDefect: Judged['onDefect'] = (part, uri, error) => {
    failures++;
    const place = displayText(show(uri));
    terminal.stderr.write(
      displayLines(`meshwright: ${part} failed in ${place}; please report it\n${stackOf(error)}\n`),
    );
  };
  const configuration = configurationOf(project, rules.value);
  const environment = ruleEnvironment(({ kind, id }, { uri, key }, error) =>
    onDefect(key === '' ? `${kind} ${id}` : `${kind} ${id} (${key})`, uri, error),
  );
  const workspace = new Workspace(
    isJudgedOnce ? { ...environment, isJudgedOnce } : environment,
    configuration,
  );
  const read = await readProject(opened.value, workspace, configuration, terminal.onMuchText);
  if (!read.isOk) return read;
  const helm = await runHelm(opened.value, options, terminal, { workspace, configuration });
  if (!helm.isOk) return helm;
  for (const notice of [...read.value.notices, ...helm.value])
    terminal.stderr.write(`meshwright: ${displayText(notice)}\n`);
  return ok({ workspace, opened: opened.value, onDefect, failures: () => failures });
}

function configurationOf(project: Project, isReported: RuleFilter): WorkspaceConfiguration {
  return {
    worldsOf: (uri) => project.worldsOf(uri),
    get renderings() {
      return project.renderings();
    },
    severity: (rule, uri): SeveritySetting | undefined => {
      if (!isReported(rule) || !project.mayTell(rule, uri)) return 'off';
      return severityOf(project.configFor(uri).file.severities, rule);
    },
    isSuppressed: (rule, uri) => project.isSuppressed(rule, uri),
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
