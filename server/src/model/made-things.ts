/** What installers and operators make of an object: Services, workloads and Secrets that stand in no file. */
import type { KindId } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import type { Cursor } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

type Labels = Readonly<Record<string, string>>;

export type MadeThing =
  | { readonly of: 'service'; readonly namespace: string; readonly name: string }
  | { readonly of: 'workload'; readonly namespace: string; readonly labels: Labels }
  /** Anything whose name starts so: what a chart or an operator names its objects is not known here. */
  | { readonly of: 'prefix'; readonly namespace: string; readonly name: string };

type Maker = (resource: Resource) => readonly MadeThing[];

const MAKERS: Readonly<Record<KindId, Maker>> = {
  'install.istio.io/IstioOperator': ofOperator,
  'helm.toolkit.fluxcd.io/HelmRelease': ofHelmRelease,
  'argoproj.io/Application': ofApplication,
};

/** Operators that name what they make after their object. */
const BY_NAME: readonly KindId[] = [
  'serving.kserve.io/InferenceService',
  'serving.kserve.io/InferenceGraph',
  'kafka.strimzi.io/Kafka',
  'kafka.strimzi.io/KafkaConnect',
  'kafka.strimzi.io/KafkaBridge',
  'acid.zalan.do/postgresql',
  'postgresql.cnpg.io/Cluster',
  'postgres-operator.crunchydata.com/PostgresCluster',
  'mongodbcommunity.mongodb.com/MongoDBCommunity',
  'psmdb.percona.com/PerconaServerMongoDB',
  'pxc.percona.com/PerconaXtraDBCluster',
  'mysql.oracle.com/InnoDBCluster',
  'rabbitmq.com/RabbitmqCluster',
  'databases.spotahome.com/RedisFailover',
  'redis.redis.opstreelabs.in/Redis',
  'redis.redis.opstreelabs.in/RedisCluster',
  'elasticsearch.k8s.elastic.co/Elasticsearch',
  'kibana.k8s.elastic.co/Kibana',
  'monitoring.coreos.com/Prometheus',
  'monitoring.coreos.com/Alertmanager',
  'jaegertracing.io/Jaeger',
  'kiali.io/Kiali',
  'grafana.integreatly.org/Grafana',
  'opentelemetry.io/OpenTelemetryCollector',
  'keycloak.org/Keycloak',
  'k8s.keycloak.org/Keycloak',
  'minio.min.io/Tenant',
  'camel.apache.org/Integration',
  'dapr.io/Component',
  'machinelearning.seldon.io/SeldonDeployment',
  'ray.io/RayService',
  'ray.io/RayCluster',
  'kubeflow.org/Notebook',
  'tempo.grafana.com/TempoStack',
  'loki.grafana.com/LokiStack',
  'broker.amq.io/ActiveMQArtemis',
  'infinispan.org/Infinispan',
  'opensearch.opster.io/OpenSearchCluster',
  'cassandra.datastax.com/CassandraDatacenter',
  'k8ssandra.io/K8ssandraCluster',
  'scylla.scylladb.com/ScyllaCluster',
  'clickhouse.altinity.com/ClickHouseInstallation',
  'k8s.mariadb.com/MariaDB',
  'k8s.mariadb.com/MaxScale',
  'dragonflydb.io/Dragonfly',
  'hazelcast.com/Hazelcast',
  'couchbase.com/CouchbaseCluster',
  'zookeeper.pravega.io/ZookeeperCluster',
  'vault.banzaicloud.com/Vault',
  'flink.apache.org/FlinkDeployment',
  'apps.3scale.net/APIManager',
  'registry.apicur.io/ApicurioRegistry',
  'argoproj.io/ArgoCD',
  'argoproj.io/EventSource',
  'apm.k8s.elastic.co/ApmServer',
  'logstash.k8s.elastic.co/Logstash',
  'temporal.io/TemporalCluster',
  'nats.io/NatsCluster',
];

/** Kinds of other groups that are read for what they make. */
export const MAKER_KINDS: readonly KindId[] = [...(Object.keys(MAKERS) as KindId[]), ...BY_NAME];

export const madeThings: Model<readonly MadeThing[]> = {
  kinds: MAKER_KINDS,
  build(resource) {
    const made = lookUp(MAKERS, resource.kindId);
    if (made !== undefined) return made(resource);
    return [{ of: 'prefix', namespace: resource.namespace, name: resource.name }];
  },
};

const GATEWAYS = {
  ingressGateways: 'istio-ingressgateway',
  egressGateways: 'istio-egressgateway',
} as const;

function ofOperator({ spec, namespace }: Resource): readonly MadeThing[] {
  const root =
    spec.get('namespace').string() ??
    spec.get('values').get('global').get('istioNamespace').string() ??
    namespace;
  return Object.entries(GATEWAYS).flatMap(([field, standard]) =>
    spec
      .get('components')
      .get(field)
      .items()
      .filter((item) => item.get('enabled').boolean() !== false)
      .flatMap((item): MadeThing[] => {
        const name = item.get('name').string() ?? standard;
        const at = item.get('namespace').string() ?? root;
        const labels = {
          app: name,
          istio: name.replace(/^istio-/, ''),
          ...item.get('label').stringMap(),
        };
        return [
          { of: 'service', namespace: at, name },
          { of: 'workload', namespace: at, labels },
        ];
      }),
  );
}

function ofHelmRelease({ spec, name, namespace }: Resource): readonly MadeThing[] {
  const target = spec.get('targetNamespace').string();
  const release = spec.get('releaseName').string() ?? (target === undefined ? name : `${target}-${name}`);
  const chart =
    spec.get('chart').get('spec').get('chart').string() ?? spec.get('chartRef').get('name').string();
  return ofChart(chart ?? '', release, target ?? namespace, spec.get('values'));
}

function ofApplication({ spec, name }: Resource): readonly MadeThing[] {
  const namespace = spec.get('destination').get('namespace').string() ?? '';
  return [spec.get('source'), ...spec.get('sources').items()].flatMap((source) => {
    const helm = source.get('helm');
    const chart = source.get('chart').string();
    const release = helm.get('releaseName').string() ?? name;
    return chart === undefined ? [] : ofChart(chart, release, namespace, helm.get('valuesObject'));
  });
}

/** The chart `gateway` of Istio names everything like its release. */
function ofChart(chart: string, release: string, namespace: string, values: Cursor): readonly MadeThing[] {
  const rest: MadeThing = { of: 'prefix', namespace, name: release };
  if (!/(?:^|\/)gateway$/.test(chart)) return [rest];
  const labels = {
    app: release,
    istio: release.replace(/^istio-/, ''),
    ...values.get('labels').stringMap(),
  };
  return [{ of: 'service', namespace, name: release }, { of: 'workload', namespace, labels }, rest];
}
