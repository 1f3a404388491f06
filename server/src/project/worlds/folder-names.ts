/** What names of folders and files say: environments, clusters, examples, somebody else's files, copies. */

/** Each folder inside is a cluster or an environment of its own: what people call them. */
const CLUSTER_PARENTS: ReadonlyMap<string, string> = new Map([
  ...['clusters', 'cluster', 'fleet'].map((name) => [name, 'clusters'] as const),
  ...['environments', 'envs', 'env'].map((name) => [name, 'environments'] as const),
  ...['stages', 'regions', 'zones', 'sites', 'overlays'].map((name) => [name, name] as const),
]);
const PARENTS_OF_CLUSTERS = new Set('clusters regions zones sites'.split(' '));
/** Each folder inside is an example of its own. */
const EXAMPLE_PARENTS = new Set(
  'examples samples demos spikes tutorials labs e2e cases recipes exercises scenarios lessons'.split(' '),
);
/** Each file inside is an example of its own, too. */
const FIXTURE_PARENTS = new Set(['testdata', 'fixtures', 'tests']);
/** Inputs of programs that test: each file below, at whatever depth. */
const TEST_DATA = new Set('testdata test-data test_data fixtures'.split(' '));
const TESTS = new Set('test tests'.split(' '));
const ENVIRONMENTS = new Set(
  'dev test qa int stage staging uat preprod prod production live development sandbox'.split(' '),
);
const PAIRED = new Set('east west north south primary remote secondary'.split(' '));
/** `clusters` is no cluster of its own. */
const NUMBERED = /^(?:cluster|network|vm|region|zone|site)(?:-?[0-9a-rt-z]|-s)$/;
const CLOUD_REGION =
  /^(?:us|eu|ap|sa|ca|me|af|cn|asia|europe|australia|northamerica|southamerica)-(?:north|south|east|west|central|southeast|northeast|southwest|northwest)-?[0-9]{1,2}[a-z]?$/;
const COPIES = new Set('rendered out manifests generated dist'.split(' '));
const THIRD_PARTY = new Set('vendor third_party upstream'.split(' '));

export function isClusterParent(name: string): boolean {
  return CLUSTER_PARENTS.has(name.toLowerCase());
}

/** `clusters`: what the folders inside are; undefined for what is no such parent. */
export function clustersIn(name: string): string | undefined {
  return CLUSTER_PARENTS.get(name.toLowerCase());
}

export function isExampleParent(name: string): boolean {
  return EXAMPLE_PARENTS.has(name.toLowerCase()) || isFixtureParent(name);
}

export function isFixtureParent(name: string): boolean {
  return FIXTURE_PARENTS.has(name.toLowerCase());
}

/** @param path of a folder: `pkg/testdata`, `tests/data` */
export function isTestData(path: string): boolean {
  const [name = '', parent = ''] = path.toLowerCase().split('/').reverse();
  return TEST_DATA.has(name) || (name === 'data' && TESTS.has(parent));
}

/** A name that rendered output often has; whether it is some, only the objects in it tell. */
export function mayHoldCopies(name: string): boolean {
  return COPIES.has(name.toLowerCase());
}

export function isThirdParty(name: string): boolean {
  return THIRD_PARTY.has(name.toLowerCase());
}

export function isEnvironment(name: string): boolean {
  return ENVIRONMENTS.has(name.toLowerCase());
}

/** Siblings that are all environments, or all clusters. */
export function areEnvironments(names: readonly string[]): boolean {
  const all = names.map((name) => name.toLowerCase());
  return all.length > 1 && (all.every((name) => ENVIRONMENTS.has(name)) || all.every(isCluster));
}

/** Alone it may be anything; beside another with the same objects it is a cluster or an environment. */
export function isEnvironmentOrCluster(name: string): boolean {
  return isEnvironment(name) || isCluster(name.toLowerCase());
}

/**
 * The environment or cluster that a folder stands in: `name`, one of those side by side in `of`. The outermost counts: below
 * `clusters/east` an `overlays/a` is a part of that cluster.
 */
export function environmentOf(path: string): { readonly of: string; readonly name: string } | undefined {
  const steps = path.split('/');
  const at = steps.findIndex((step, index) => isClusterParent(steps[index - 1] ?? '') || isEnvironment(step));
  const name = steps[at];
  return name === undefined ? undefined : { of: steps.slice(0, at).join('/'), name };
}

/** `clusters/east`: one of several clusters, which as a rule share one mesh; `clusters/prod` is another environment. */
export function isOneOfClusters(path: string): boolean {
  const steps = path.split('/').map((step) => step.toLowerCase());
  return steps.some((step, index) => {
    const parent = CLUSTER_PARENTS.get(steps[index - 1] ?? '') ?? '';
    return !ENVIRONMENTS.has(step) && (isCluster(step) || PARENTS_OF_CLUSTERS.has(parent));
  });
}

function isCluster(name: string): boolean {
  return PAIRED.has(name) || NUMBERED.test(name) || CLOUD_REGION.test(name);
}

const VARYING_WORDS: readonly (readonly string[])[] = [
  ['strict', 'permissive', 'disable'],
  ['old', 'new'],
  ['before', 'after'],
  ['on', 'off'],
  ['enabled', 'disabled'],
  ['http', 'https'],
  ['tls', 'mtls', 'plain'],
  ['allow', 'deny'],
  ['base', 'canary', 'final'],
  ['with', 'without'],
  ['small', 'large'],
  ['blue', 'green', 'red', 'yellow', 'orange', 'purple', 'black', 'white'],
];
const CLASS_OF = new Map(VARYING_WORDS.flatMap((words, at) => words.map((word) => [word, at] as const)));
const NUMBER =
  /^(?:v|step|part|lesson|stage|phase|net|network|cluster|zone|region)?[0-9]+(?:\.[0-9]+)*(?:alpha[0-9]+|beta[0-9]+)?%?$/;

/**
 * True when two names of files or folders differ in a varying part only: a number, a version, a percentage, a date, a
 * colour, an environment, or one of the pairs that people use for "one or the other".
 */
export function areVariants(one: string, other: string): boolean {
  return differInPart(wordsOf(one), wordsOf(other)) || differInPart(numberedWords(one), numberedWords(other));
}

function differInPart(a: readonly string[], b: readonly string[]): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length + right.length === 0) return false;
  // A word more may follow the varying one, or only one of the names has it: `route`, `route-90-10`.
  return isVarying(left, right, start + end > 0);
}

function isVarying(left: readonly string[], right: readonly string[], hasStem: boolean): boolean {
  if (left.length === 0 || right.length === 0) {
    return hasStem && [...left, ...right].every((word) => classOf(word) !== undefined);
  }
  const [one, other] = [classOf(left[0] ?? ''), classOf(right[0] ?? '')];
  return one !== undefined && one === other;
}

function classOf(word: string): string | number | undefined {
  if (NUMBER.test(word)) return 'number';
  if (/^[a-z]$/.test(word)) return 'letter';
  if (isEnvironment(word)) return 'environment';
  return CLASS_OF.get(word);
}

/** A number that stands right behind a word is a word of its own: `scenario3`. */
function numberedWords(name: string): readonly string[] {
  return wordsOf(name).flatMap((word) => {
    const [, stem = '', number = ''] = /^([a-z]{2,})([0-9]+)$/.exec(word) ?? [];
    return number === '' ? [word] : [stem, number];
  });
}

/** Words of a name without its extension: `rollout-90-10.yaml` is rollout, 90, 10. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .replace(/\.(?:ya?ml|json)$/, '')
    .split(/[-_. ]/)
    .filter((word) => word !== '');
}
