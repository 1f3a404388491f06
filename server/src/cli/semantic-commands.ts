/** Commands that answer what the mesh would do: their options and help. They are loaded when one runs. */
import { type Command, Option } from 'commander';
import type { ExplainOptions } from './explain.ts';
import { GRAPH_FORMATS } from './formats.ts';
import type { GraphOptions } from './graph.ts';
import { addMeshOptions } from './lint-options.ts';
import { TEST_FORMATS } from './reporters/tests.ts';
import type { TestOptions } from './run-tests.ts';
import type { Terminal } from './terminal.ts';
import type { TraceOptions } from './trace.ts';

const TRACE_EXAMPLES = `
Examples:
  meshwright trace . --from shop/app=web --url http://reviews:9080/api --header 'end-user: jason'
  meshwright trace k8s/ --from gateway:edge/public --url https://shop.example.com/ --claim iss=https://id.example.com`;

const TEST_EXAMPLES = `
Tests are documents of kind MeshTest in *.mesh-test.yaml, or files named with --tests (those of istio-config-validator too).

Examples:
  meshwright test                                 the folder you are in, with the tests in it
  meshwright test --tests routes_test.yml k8s/    these tests against that configuration

Exit codes:
  0  every test holds
  1  a test fails
  2  a file cannot be read, or there is no test`;

const EXPLAIN_EXAMPLES = `
Examples:
  meshwright explain VirtualService/shop/catalog --path k8s/
  meshwright explain virtual-service/subset-not-found
  meshwright explain VirtualService.spec.http[].retries
  meshwright explain 'outbound|9080|v2|reviews.shop.svc.cluster.local'
  kubectl logs web -c istio-proxy | tail -1 | meshwright explain -`;

export function addSemanticCommands(
  program: Command,
  terminal: Terminal,
  done: (exitCode: number) => void,
): void {
  addTrace(program, terminal, done);
  addTest(program, terminal, done);
  addExplain(program, terminal, done);
  addGraph(program, terminal, done);
}

function addTrace(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('trace')
    .description('what the mesh would do with one request, step by step (default: this folder)')
    .argument('[path...]')
    .requiredOption('--from <client>', 'who asks: namespace/label=value, gateway:namespace/name, or outside:')
    .requiredOption(
      '--url <url>',
      'what is asked for: http://host:port/path, tcp://host:port, tls://host:port',
    )
    .option('-X, --method <method>', 'HTTP method', 'GET')
    .option('-H, --header <header>', 'name: value (repeatable)', collect)
    .option('--claim <claim>', 'claim=value of an accepted token (repeatable)', collect)
    .addOption(
      new Option('-f, --format <format>', 'form of the answer').choices(['pretty', 'json']).default('pretty'),
    )
    .addHelpText('after', TRACE_EXAMPLES);
  addWorldChoice(command);
  command.action(async (paths: readonly string[], options: TraceOptions) => {
    const { trace } = await import('./other-commands.ts');
    done(await trace(paths, options, terminal));
  });
}

function addTest(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('test')
    .description('run request tests and invariants against configuration (default: this folder)')
    .argument('[path...]')
    .option(
      '-t, --tests <file>',
      'file with tests (repeatable; default: *.mesh-test.yaml among the files)',
      collect,
    )
    .addOption(
      new Option('-f, --format <format>', 'form of the report').choices([...TEST_FORMATS]).default('pretty'),
    )
    .addHelpText('after', TEST_EXAMPLES);
  addWorldChoice(command);
  command.action(async (paths: readonly string[], options: TestOptions) => {
    const { runTests } = await import('./other-commands.ts');
    done(await runTests(paths, options, terminal));
  });
}

function addExplain(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('explain')
    .description(
      'a resource, a rule, a field, a line of a proxy log or an excerpt of istioctl proxy-config, in words',
    )
    .argument(
      '<subject>',
      'Kind/namespace/name, kind/problem, Kind.path, a line of a log (or part of what istioctl proxy-config prints), or "-" for standard input',
    )
    .option(
      '-p, --path <path>',
      'folder or file with the configuration (repeatable; default: this folder)',
      collect,
    )
    .addHelpText('after', EXPLAIN_EXAMPLES);
  addWorldChoice(command);
  command.action(async (subject: string, options: ExplainOptions) => {
    const { explain } = await import('./other-commands.ts');
    done(await explain(subject, options, terminal));
  });
}

function addGraph(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('graph')
    .description('the mesh as a picture: gateways, hosts, routes, services, subsets (default: this folder)')
    .argument('[path...]')
    .addOption(
      new Option('-f, --format <format>', 'form of the picture')
        .choices([...GRAPH_FORMATS])
        .default('mermaid'),
    );
  addWorldChoice(command);
  command.action(async (paths: readonly string[], options: GraphOptions) => {
    const { graph } = await import('./other-commands.ts');
    done(await graph(paths, options, terminal));
  });
}

function addWorldChoice(command: Command): void {
  command.option('--in <world>', 'name of the world that is meant, where there are several');
  addMeshOptions(command);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
