/** `--helm`: an installed Helm that a person names. */
import { type Command, Option } from 'commander';

export interface HelmOptions {
  readonly helm?: string;
}

export function addHelmOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--helm <path>',
      'run this Helm (`helm template`, no network) on charts, and judge what they become',
    ),
  );
}
