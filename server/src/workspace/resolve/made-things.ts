/** What exists although no file defines it: every cluster, every mesh, add-ons, and what installers and operators make. */
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { madeThings } from '../tables/made-things.ts';
import { namedThing } from './existence.ts';
import type { Question } from './questions.ts';

const OF_CLUSTERS: ReadonlySet<string> = new Set([
  'default/kubernetes',
  'kube-system/kube-dns',
  'kube-system/coredns',
  'kube-system/metrics-server',
]);

const INSTALLED_GATEWAYS: readonly string[] = [
  'istio-ingressgateway',
  'istio-egressgateway',
  'istio-eastwestgateway',
];

/** Values of `istio`, and with `istio-` before them of `app`, that installations give to gateway pods. */
const INSTALLED_VALUES: readonly string[] = INSTALLED_GATEWAYS.map((name) => name.slice('istio-'.length));

const ADD_ONS = {
  names: new Set([
    'grafana',
    'kiali',
    'prometheus',
    'tracing',
    'zipkin',
    'otel-collector',
    'opentelemetry-collector',
    'keycloak',
    'oauth2-proxy',
    'ratelimit',
    'argocd-server',
  ]),
  starts: ['jaeger', 'loki', 'tempo', 'skywalking', 'alertmanager', 'kube-prometheus-stack-', 'cert-manager'],
};

function isAddOn(name: string): boolean {
  return ADD_ONS.names.has(name) || ADD_ONS.starts.some((start) => name.startsWith(start));
}

/** Names of Services that the root namespace has, for "did you mean". */
export function namesOfControlPlane(world: WorldReader, namespace: string): readonly string[] {
  return namespace === world.config('rootNamespace') ? ['istiod', ...INSTALLED_GATEWAYS] : [];
}

/** Made by every cluster or mesh, whatever else the files hold. */
export function isBuiltIn(world: WorldReader, question: Question): boolean {
  if (question.of === 'gateway-workload') return isInstalledGateway(question.labels);
  if (question.of === 'host' && /\.(?:clusterset\.local|global)$/.test(question.host)) return true;
  const sought = namedThing(world, question);
  const root = world.config('rootNamespace');
  if (sought?.kindId === 'core/Namespace') {
    return sought.name === root || sought.name === 'default' || sought.name.startsWith('kube-');
  }
  if (sought?.kindId !== 'core/Service') return false;
  const { namespace, name } = sought;
  if (OF_CLUSTERS.has(`${namespace}/${name}`)) return true;
  if (namespace === root && (name === 'istiod' || name.startsWith('istiod-'))) return true;
  return INSTALLED_GATEWAYS.includes(name) && (namespace === root || namespace.startsWith('istio-'));
}

/** Made by an add-on, an installer or an operator: ends a search only where no file has nearly that name. */
export function isMadeByOthers(world: WorldReader, files: WorldReader, question: Question): boolean {
  if (question.of === 'gateway-workload' || question.of === 'workload') {
    const place = question.of === 'workload' ? question.namespace : '*';
    return files
      .read(madeThings, place)
      .some(({ row }) => row.of === 'workload' && selectorMatches(question.labels, row.labels));
  }
  const sought = namedThing(world, question);
  if (sought === undefined || sought.kindId === 'core/Namespace') return false;
  const { kindId, namespace, name } = sought;
  if (kindId === 'core/Service' && isAddOn(name)) return true;
  return [...files.read(madeThings, namespace), ...files.read(madeThings, '')].some(
    ({ row }) =>
      (row.of === 'service' && kindId === 'core/Service' && row.name === name) ||
      (row.of === 'prefix' && name.startsWith(row.name)),
  );
}

/** Whether an installer or operator works in a namespace: what it makes there is not known. */
export function isTargeted(files: WorldReader, namespace: string): boolean {
  return files.has(madeThings, namespace);
}

function isInstalledGateway(labels: Readonly<Record<string, string>>): boolean {
  const { istio, app, ...others } = labels;
  if (Object.keys(others).length > 0 || (istio === undefined && app === undefined)) return false;
  return (
    (istio === undefined || INSTALLED_VALUES.includes(istio)) &&
    (app === undefined || INSTALLED_GATEWAYS.includes(app))
  );
}
