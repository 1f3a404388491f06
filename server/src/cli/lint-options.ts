/** The options of `meshwright lint`: their help, their checks, and what they become. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ISTIO_RELEASES, releaseOf } from '../primitives/istio-version.ts';
import type { Severity } from '../workspace/finding.ts';
import { PRESETS, type Preset } from '../workspace/rule-sets.ts';
import { addHelmOption } from './helm-option.ts';
import type { ClusterFiles, MeshOptions } from './open-project.ts';
import { FORMATS, type Format } from './reporters/reporters.ts';
import { SEVERITIES } from './severity-order.ts';

/** As commander hands them over. */
export interface LintOptions extends MeshOptions {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: Severity | 'never';
  /** Absent: `mildestShown` of the format. */
  readonly minSeverity?: Severity;
  readonly preset?: Preset;
  readonly rule?: readonly string[];
  readonly ignore?: readonly string[];
  readonly quiet?: true;
  readonly stats?: true;
}

/** Hints are for who asks, and for programs: people read the count of them. */
export function mildestShown({ format, minSeverity }: Pick<LintOptions, 'format' | 'minSeverity'>): Severity {
  return minSeverity ?? (format === 'pretty' ? 'info' : 'hint');
}

export function addLintOptions(command: Command): Command {
  addReportOptions(command);
  addRuleOptions(command);
  addMeshOptions(command);
  addHelmOption(command);
  return command;
}

function addReportOptions(command: Command): void {
  command
    .optionsGroup('Report:')
    .addOption(
      new Option('-f, --format <format>', 'form of the report').choices([...FORMATS]).default('pretty'),
    )
    .option('-o, --output <file>', 'write the report to a file')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding is at least this severe')
        .choices([...SEVERITIES, 'never'])
        .default('error'),
    )
    .addOption(
      new Option(
        '--min-severity <severity>',
        'leave milder findings out of the report (default: info for pretty, hint for the others)',
      ).choices([...SEVERITIES]),
    )
    .option('-q, --quiet', 'print findings only, no summary')
    .option('--stats', 'print counts and times to standard error');
}

export function addRuleOptions(command: Command): void {
  command
    .optionsGroup('Rules:')
    .addOption(new Option('--preset <preset>', 'which rules run').choices([...PRESETS]))
    .option('--rule <ids>', 'report these rules only (id, or "kind/*"; comma-separated, repeatable)', list)
    .option('--ignore <ids>', 'do not report these rules (same form)', list);
}

export function addMeshOptions(command: Command): void {
  command
    .optionsGroup('Mesh:')
    .addOption(
      new Option('--world <completeness>', 'how much of the cluster the files are').choices([
        'complete',
        'partial',
        'auto',
      ]),
    )
    .option('--istio-version <version>', `target release, ${ISTIO_RELEASES[0]} to ${latest()}`, release)
    .option('--default-namespace <namespace>', 'namespace of documents that name none')
    .option('--root-namespace <namespace>', 'root namespace of the mesh')
    .option('--cluster-domain <domain>', 'DNS domain of the cluster')
    .option('--mesh-config <file>', 'MeshConfig, or the ConfigMap that holds it')
    .option('--mesh-networks <file>', 'MeshNetworks')
    .option('--cluster <name=path>', 'files of one cluster of the mesh (repeatable)', cluster)
    .option('--config <file>', 'configuration file (default: meshwright.json in the folder)')
    .option('--gateway-scope-namespace', "Kiali's scope: a gateway serves its own namespace only")
    .option('--skip-wildcard-gateway-hosts', "Kiali's switch: several gateways may serve every host");
}

function latest(): string {
  return ISTIO_RELEASES.at(-1) ?? '';
}

function list(value: string, before: readonly string[] = []): readonly string[] {
  const ids = value.split(',').map((id) => id.trim());
  if (ids.includes('')) throw new InvalidArgumentError('A rule id is empty.');
  return [...before, ...ids];
}

function release(value: string): string | undefined {
  if (value === 'auto') return undefined;
  const found = releaseOf(value);
  if (found === undefined || !ISTIO_RELEASES.includes(found)) {
    throw new InvalidArgumentError(`Known releases: auto, ${ISTIO_RELEASES.join(', ')}.`);
  }
  return found;
}

function cluster(value: string, before: readonly ClusterFiles[] = []): readonly ClusterFiles[] {
  const at = value.indexOf('=');
  if (at <= 0 || at === value.length - 1) throw new InvalidArgumentError('Write NAME=PATH.');
  return [...before, { name: value.slice(0, at), path: value.slice(at + 1) }];
}
