/** The options of `meshwright render`. */
import { type Command, Option } from 'commander';
import { RENDER_FORMATS } from './formats.ts';
import { addHelmOption } from './helm-option.ts';

export interface RenderOptions {
  readonly format: (typeof RENDER_FORMATS)[number];
  readonly provenance: 'lines' | 'none';
  readonly helm?: string;
  readonly values?: readonly string[];
}

export function addRenderOptions(command: Command): Command {
  return addHelmOption(command)
    .option('--values <file>', 'values for a chart, with --helm (repeatable)', collect)
    .addOption(
      new Option('-f, --format <format>', 'form of the result').choices([...RENDER_FORMATS]).default('yaml'),
    )
    .addOption(
      new Option('--provenance <mode>', 'whether the JSON says where each value was written')
        .choices(['lines', 'none'])
        .default('lines'),
    );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
