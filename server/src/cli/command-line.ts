/**
 * The commands of `meshwright`, loaded when one of them runs. Runs in any process: all it touches comes as a
 * parameter.
 */
import { Command, CommanderError, Option } from 'commander';
import type { FixOptions } from './fix.ts';
import { RULE_FORMATS, WORLD_FORMATS } from './formats.ts';
import { addHelmOption } from './helm-option.ts';
import { addLintOptions, addMeshOptions, addRuleOptions, type LintOptions } from './lint-options.ts';
import { addRenderOptions, type RenderOptions } from './render-options.ts';
import { displayLines } from './reporters/display-text.ts';
import { addSemanticCommands } from './semantic-commands.ts';
import type { Terminal } from './terminal.ts';
import type { WorldsOptions } from './worlds.ts';

export interface CommandLine {
  readonly terminal: Terminal;
  readonly version: string;
  /** Serves the language server protocol on standard input and output; ends with the connection. */
  startServer(): Promise<void>;
}

const EXIT_CODES = `
Exit codes:
  0  no finding at or above --fail-on
  1  findings at or above --fail-on
  2  usage error, unreadable path, bad configuration, or nothing to analyze`;

const FIX_EXIT_CODES = `
Exit codes:
  0  nothing is left to fix so
  1  something is left, or a dry run would change something
  2  usage error, unreadable path, or nothing to fix`;

const RENDER_EXIT_CODES = `
No program is run but the Helm that --helm names, and nothing is fetched: what needs either is left out and named.

Exit codes:
  0  built, perhaps in part
  1  it cannot be built
  2  usage error, or there is no such folder`;

const POSITIONS = `
Positions: text output counts lines and columns from 1, JSON from 0 (UTF-16, as the language server protocol does).`;

const LINT_EXAMPLES = `
Examples:
  meshwright lint                            the folder you are in
  meshwright lint k8s/ --world complete      the files are the whole cluster
  helm template . | meshwright lint -        rendered manifests
  meshwright lint --format json --output report.json`;

/** Exit code of the run; `undefined` while the language server keeps the process. */
export async function runCommandLine(
  args: readonly string[],
  { terminal, version, startServer }: CommandLine,
): Promise<number | undefined> {
  let exitCode: number | undefined = 0;
  const program = newProgram(terminal).version(version, '-V, --version', 'print the version');
  addLintOptions(
    program
      .command('lint')
      .description('judge files and folders ("-": standard input; default: this folder)')
      .argument('[path...]')
      .addHelpText('after', `${LINT_EXAMPLES}\n${POSITIONS}\n${EXIT_CODES}`),
  ).action(async (paths: readonly string[], options: LintOptions) => {
    const { lint } = await import('./lint.ts');
    exitCode = await lint(paths, options, terminal, version);
  });
  addFixCommand(program, terminal, (code) => {
    exitCode = code;
  });
  addRenderOptions(
    program
      .command('render')
      .description('print what a kustomization folder or a chart becomes, with the origin of every value')
      .argument('<folder>')
      .addHelpText('after', RENDER_EXIT_CODES),
  ).action(async (folder: string, options: RenderOptions) => {
    const { render } = await import('./other-commands.ts');
    exitCode = await render(folder, options, terminal);
  });
  addWorlds(program, terminal, (code) => {
    exitCode = code;
  });
  program
    .command('rules')
    .description('list every rule')
    .addOption(
      new Option('-f, --format <format>', 'form of the list').choices([...RULE_FORMATS]).default('pretty'),
    )
    .action(async ({ format }: { format: (typeof RULE_FORMATS)[number] }) => {
      const { listRules } = await import('./other-commands.ts');
      listRules(format, terminal, version);
    });
  addSemanticCommands(program, terminal, (code) => {
    exitCode = code;
  });
  program
    .command('query')
    .description('answer questions about routes, authorization, mutual TLS and names, one JSON object a line')
    .option('--root <folder>', 'folder that the files of a question are relative to')
    .action(async ({ root }: { root?: string }) => {
      const { query } = await import('./other-commands.ts');
      exitCode = await query(root, terminal);
    });
  program
    .command('lsp')
    .description('serve the language server protocol to an editor')
    .option('--stdio', 'on standard input and output')
    .addOption(new Option('--node-ipc', 'on the channel of a process that Node has forked').hideHelp())
    // Editors add options of their own, such as --clientProcessId.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: { readonly stdio?: true; readonly nodeIpc?: true }, command: Command) => {
      if (options.stdio !== true && options.nodeIpc !== true) {
        command.error("error: required option '--stdio' not specified", { exitCode: 2 });
      }
      await startServer();
      exitCode = undefined;
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function addWorlds(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('worlds')
    .description('what is applied together, and how that was understood (default: this folder)')
    .argument('[path...]')
    .addOption(
      new Option('-f, --format <format>', 'form of the list').choices([...WORLD_FORMATS]).default('pretty'),
    );
  addMeshOptions(command);
  addHelmOption(command);
  command.action(async (paths: readonly string[], options: WorldsOptions) => {
    const { worlds } = await import('./other-commands.ts');
    done(await worlds(paths, options, terminal));
  });
}

function addFixCommand(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('fix')
    .description('apply safe fixes to files and folders (default: this folder)')
    .argument('[path...]')
    .option('--dry-run', 'print a unified diff, and write nothing')
    .option('--unsafe', 'suggestions as well, where one is likelier than the others')
    .addHelpText('after', FIX_EXIT_CODES);
  addRuleOptions(command);
  addMeshOptions(command);
  addHelmOption(command);
  command.action(async (paths: readonly string[], options: FixOptions & LintOptions) => {
    const { fix } = await import('./other-commands.ts');
    done(await fix(paths, options, terminal));
  });
}

function newProgram({ stdout, stderr }: Terminal): Command {
  return new Command('meshwright')
    .description('Istio and Gateway API configuration, judged before it ships. No cluster, no network.')
    .addHelpText('after', EXIT_CODES)
    .helpCommand(false)
    .showHelpAfterError('Run the command with --help for its options.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      outputError: (text, write) => write(displayLines(text.replace(/^error: /, 'meshwright: '))),
    });
}
