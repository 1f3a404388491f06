/** What commands make, label or install: read as text, so that it is a reason to be silent and never one to speak. */
import type { KindId } from '../../base/kind-id.ts';
import type { CommandedThing } from '../../workspace/commanded-things.ts';
import { type CommandLine, commandLines } from './command-lines.ts';

/** Each once, in the order of their text. */
export function madeByCommands(text: string): readonly CommandedThing[] {
  return commandLines(text).flatMap(thingsOf);
}

/** Words that are followed by their value. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  '-n',
  '--namespace',
  '-f',
  '--filename',
  '-k',
  '--kustomize',
  '--context',
  '--kube-context',
  '--kubeconfig',
  '--cluster',
  '--name',
  '--port',
  '--target-port',
  '--image',
  '--from-file',
  '--from-literal',
  '--from-env-file',
  '--key',
  '--cert',
  '--type',
  '--set',
  '--set-string',
  '--set-file',
  '--values',
  '--version',
  '--repo',
  '--timeout',
  '--revision',
  '-r',
  '-i',
  '--istioNamespace',
  '-l',
  '--selector',
  '-o',
  '--output',
  '--docker-server',
  '--docker-username',
  '--docker-password',
  '--docker-email',
  '--user',
  '--replicas',
  '--for',
  '--description',
  '--history-max',
]);
/** Of helm, which has other words: `-i` is `--install` there. */
const WITHOUT_VALUE_IN_HELM: ReadonlySet<string> = new Set(['-i']);

interface Words {
  readonly plain: readonly string[];
  /** By the name of the option, each value in order. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

function sorted({ tool, words }: CommandLine): Words {
  const plain: string[] = [];
  const options = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    const values = options.get(name);
    if (values === undefined) options.set(name, [value]);
    else values.push(value);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') plain.push(word);
    else if (word.includes('=')) add(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    else if (WITH_VALUE.has(word) && !(tool === 'helm' && WITHOUT_VALUE_IN_HELM.has(word))) {
      at++;
      add(word, words[at] ?? '');
    } else add(word, '');
  }
  return { plain, options };
}

function thingsOf(line: CommandLine): readonly CommandedThing[] {
  const words = sorted(line);
  const namespace = nameOf(option(words, '-n', '--namespace'));
  const place: readonly CommandedThing[] =
    namespace === '' ? [] : [{ of: 'object', kindId: 'core/Namespace', namespace: '', name: namespace }];
  switch (line.tool) {
    case 'helm':
      return ofHelm(words, namespace, place);
    case 'istioctl':
      return ofIstioctl(words, namespace);
    default:
      return ofKubectl(words, namespace, place);
  }
}

function option({ options }: Words, ...names: readonly string[]): string {
  for (const name of names) {
    const value = options.get(name)?.at(-1);
    if (value !== undefined) return value;
  }
  return '';
}

/** Empty for what a variable or a reader fills in. */
function nameOf(word: string | undefined): string {
  return word !== undefined && /^[a-z0-9][a-z0-9.-]*$/.test(word) ? word : '';
}

const KINDS: ReadonlyMap<string, KindId> = new Map([
  ['namespace', 'core/Namespace'],
  ['namespaces', 'core/Namespace'],
  ['ns', 'core/Namespace'],
  ['project', 'core/Namespace'],
  ['secret', 'core/Secret'],
  ['serviceaccount', 'core/ServiceAccount'],
  ['sa', 'core/ServiceAccount'],
  ['configmap', 'core/ConfigMap'],
  ['cm', 'core/ConfigMap'],
  ['service', 'core/Service'],
  ['svc', 'core/Service'],
]);
/** Kinds that are made in a variety that stands before the name. */
const VARIED: ReadonlySet<KindId> = new Set<KindId>(['core/Secret', 'core/Service']);

function ofKubectl(
  words: Words,
  namespace: string,
  place: readonly CommandedThing[],
): readonly CommandedThing[] {
  const [verb = '', type = '', ...names] = words.plain;
  switch (verb) {
    case 'new-project':
      return objectOf('core/Namespace', '', nameOf(type));
    case 'create':
      return [...place, ...created(type, names, namespace), ...appliedBy(words, namespace)];
    case 'apply':
    case 'replace':
      return [...place, ...appliedBy(words, namespace)];
    case 'expose': {
      const named = type.includes('/') ? type.slice(type.indexOf('/') + 1) : names[0];
      return objectOf('core/Service', namespace, nameOf(option(words, '--name') || named));
    }
    case 'run': {
      const name = nameOf(type);
      const exposed = words.options.has('--expose') ? objectOf('core/Service', namespace, name) : [];
      return [...exposed, ...workloadOf(namespace, { run: name })];
    }
    case 'label':
      return KINDS.get(type) === 'core/Namespace' ? labelsOf(names, words.options.has('--all')) : [];
    default:
      return [];
  }
}

function created(type: string, names: readonly string[], namespace: string): readonly CommandedThing[] {
  if (type === 'deployment' || type === 'deploy') return workloadOf(namespace, { app: nameOf(names[0]) });
  const kindId = KINDS.get(type);
  if (kindId === undefined) return [];
  const name = nameOf(names[VARIED.has(kindId) ? 1 : 0]);
  return objectOf(kindId, kindId === 'core/Namespace' ? '' : namespace, name);
}

function objectOf(kindId: KindId, namespace: string, name: string): readonly CommandedThing[] {
  return name === '' ? [] : [{ of: 'object', kindId, namespace, name }];
}

function workloadOf(namespace: string, labels: Readonly<Record<string, string>>): readonly CommandedThing[] {
  return Object.values(labels).includes('') ? [] : [{ of: 'workload', namespace, labels }];
}

/** `kubectl label namespace shop istio-injection=enabled`; names that a loop fills in mean any. */
function labelsOf(words: readonly string[], isAll: boolean): readonly CommandedThing[] {
  const labels = words.flatMap((word) => (word.includes('=') ? [word.slice(0, word.indexOf('='))] : []));
  const names = words.filter((word) => !/[=]|-$/.test(word)).map(nameOf);
  return (isAll ? [...names, ''] : names).flatMap((name): readonly CommandedThing[] => [
    ...objectOf('core/Namespace', '', name),
    ...labels.map((label) => ({ of: 'label' as const, namespace: name, label })),
  ]);
}

const RELEASE = /[/=](v\d+\.\d+\.\d+)(?:\/|$)/;

/** Definitions of the Gateway API, and samples of others. */
function appliedBy(words: Words, namespace: string): readonly CommandedThing[] {
  const files = ['-f', '--filename', '-k', '--kustomize'].flatMap((name) => words.options.get(name) ?? []);
  return [
    ...files.flatMap((file): readonly CommandedThing[] => {
      const release = RELEASE.exec(file)?.[1];
      const isThere = file.includes('/gateway-api/') && release !== undefined;
      return !isThere ? [] : [{ of: 'gateway-api', release }];
    }),
    ...samplesOf(files, namespace),
  ];
}

/** Samples of others that are applied from elsewhere are named after what they hold: `…/samples/httpbin/httpbin.yaml`. */
function samplesOf(files: readonly string[], namespace: string): readonly CommandedThing[] {
  return files.flatMap((file): readonly CommandedThing[] => {
    const steps = file.split('/');
    const name = /^([a-z0-9-]+)\.ya?ml$/.exec(steps.at(-1) ?? '')?.[1];
    return name === undefined || !steps.includes('samples') ? [] : [{ of: 'prefix', namespace, name }];
  });
}

function ofHelm(
  words: Words,
  namespace: string,
  place: readonly CommandedThing[],
): readonly CommandedThing[] {
  const [verb = '', first, chart = ''] = words.plain;
  if (verb !== 'install' && verb !== 'upgrade') return [];
  const release = nameOf(first);
  if (release === '') return place;
  // The chart is among the files: what it makes can be read.
  if (/^(?:[./]|charts?\/)/.test(chart)) return place;
  const made: CommandedThing = { of: 'prefix', namespace, name: release };
  if (!/(?:^|\/)gateway$/.test(chart)) return [...place, made];
  const istio = release.replace(/^istio-/, '');
  return [
    ...place,
    made,
    ...objectOf('core/Service', namespace, release),
    ...workloadOf(namespace, { app: release, istio }),
  ];
}

function ofIstioctl(words: Words, namespace: string): readonly CommandedThing[] {
  const at = words.plain.indexOf('waypoint');
  const verb = words.plain[at + 1];
  if (at >= 0 && (verb === 'apply' || verb === 'generate')) {
    const written = words.options.has('--name') ? nameOf(option(words, '--name')) : 'waypoint';
    return objectOf('gateway.networking.k8s.io/Gateway', namespace, written);
  }
  const isInstall = words.plain[0] === 'install' || words.plain.join(' ').startsWith('manifest apply');
  return isInstall ? objectOf('core/Namespace', '', nameOf(option(words, '-i', '--istioNamespace'))) : [];
}
