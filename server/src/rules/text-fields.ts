/** Fields whose texts the webhook reads, with the form that each needs; the schema takes any text there. */
import type { Cursor } from '../model/cursor.ts';
import type { Resource } from '../model/resource.ts';
import { appliesToMesh, virtualService } from '../model/virtual-service.ts';
import { checkDuration } from '../primitives/duration.ts';
import { isHostSubset } from '../primitives/host-match.ts';
import { isIpAddress } from '../primitives/ip-address.ts';
import type { Severity } from '../workspace/finding.ts';
import { around, atEach, type FieldRow, type FieldTable, HOST_POLICIES } from './field-table.ts';
import * as forms from './text-forms.ts';

export interface TextRow extends FieldRow {
  readonly form: (text: string, field: Cursor, resource: Resource) => string | undefined;
  /** The field is a map, and its keys are judged. */
  readonly ofKeys?: true;
  readonly severity?: Severity;
  /** Text in which signs of blanks to fill in mean something else. */
  readonly isProse?: true;
  /** What Kiali calls the same. */
  readonly kiali?: `KIA${string}`;
}

const routeHosts = ['http[].route[].destination', 'tls[].route[].destination', 'tcp[].route[].destination'];
const mirrors = [
  { place: 'http[].mirror', code: 'V-VS-137' },
  { place: 'http[].mirrors[].destination', code: 'V-VS-142' },
] as const;

const DESTINATION: readonly TextRow[] = [
  { pattern: 'host', check: { code: 'V-VS-131' }, form: forms.destinationHost },
  { pattern: 'subset', check: { code: 'V-VS-132' }, form: forms.optionalLabel },
];

/** Hosts of SNI have a form of their own, which gateways that pass TLS through need. */
function hasSni({ spec }: Resource): boolean {
  return spec
    .get('tls')
    .items()
    .some((route) =>
      route
        .get('match')
        .items()
        .some((match) => match.get('sniHosts').items().length > 0),
    );
}

function routedHost(text: string, _: Cursor, resource: Resource): string | undefined {
  const facts = resource.facts(virtualService);
  const inMesh = appliesToMesh(facts) && !resource.isOpen('spec.gateways');
  if (text === '*' && inMesh) {
    return 'stands for all hosts, and only a VirtualService with "gateways" and without "mesh" among them may route those';
  }
  return !inMesh && hasSni(resource) ? forms.routedHostOrSni(text) : forms.routedHost(text);
}

function sniHost(text: string, _: Cursor, resource: Resource): string | undefined {
  const { gateways, hosts } = resource.facts(virtualService);
  const isForMesh = gateways.some(({ value }) => value === 'mesh');
  const problem = isForMesh ? forms.routedHost(text) : forms.routedHostOrSni(text);
  if (problem !== undefined) return problem;
  // In a delegate there are none, and server names have no place either.
  const isListed =
    hosts.length === 0 ||
    hosts.length < resource.spec.get('hosts').items().length ||
    resource.isOpen('spec.hosts') ||
    hosts.some(({ value }) => isHostSubset(text, value));
  return isListed ? undefined : 'is not among the hosts of the VirtualService';
}

const labelsOf = (pattern: string, code: FieldRow['check']['code']): readonly TextRow[] => [
  { pattern, check: { code }, form: forms.labelKey, ofKeys: true },
  { pattern: `${pattern}{}`, check: { code }, form: forms.labelValue },
];

const gatewaysOf = (
  pattern: string,
  code: FieldRow['check']['code'],
  legacy: FieldRow['check']['code'],
): readonly TextRow[] => [
  { pattern, check: { code }, form: forms.gatewayName },
  { pattern, check: { code: legacy }, form: forms.legacyGatewayName, severity: 'info', kiali: 'KIA1108' },
];

/** Of the answer that a route gives by itself, in bytes. */
const LARGEST_BODY = 1_048_576;
const LARGE_BODY = 102_400;

const MATCHES = ['tls[].match[]', 'tcp[].match[]'];

const VIRTUAL_SERVICE: readonly TextRow[] = [
  { pattern: 'hosts[]', check: { code: 'V-VS-10' }, form: routedHost },
  ...gatewaysOf('gateways[]', 'V-VS-08', 'V-VS-07'),
  ...gatewaysOf('http[].match[].gateways[]', 'V-VS-51', 'V-VS-52'),
  ...MATCHES.flatMap((match) => gatewaysOf(`${match}.gateways[]`, 'V-VS-158', 'V-VS-158')),
  ...atEach(routeHosts, DESTINATION),
  ...mirrors.flatMap(({ place, code }) =>
    atEach(
      [place],
      DESTINATION.map((row) => ({ ...row, check: { code } })),
    ),
  ),
  { pattern: 'http[].match[].sourceNamespace', check: { code: 'V-VS-53' }, form: forms.optionalLabel },
  ...labelsOf('http[].match[].sourceLabels', 'V-VS-50'),
  ...MATCHES.flatMap((match) => labelsOf(`${match}.sourceLabels`, 'V-VS-157')),
  ...atEach<TextRow>(MATCHES, [
    { pattern: 'destinationSubnets[]', check: { code: 'V-VS-155' }, form: forms.ipOrSubnet },
  ]),
  { pattern: 'tls[].match[].sniHosts[]', check: { code: 'V-VS-152' }, form: sniHost },
  {
    pattern: 'tls[].match[].sniHosts[]',
    check: { code: 'V-VS-153' },
    form: (text) =>
      isIpAddress(text) ? 'is an IP address, which no client sends as a server name' : undefined,
    severity: 'warning',
  },
  {
    pattern: 'http[].directResponse.body.string',
    check: { code: 'V-VS-90' },
    form: forms.longerThan(LARGEST_BODY, Number.POSITIVE_INFINITY),
    isProse: true,
  },
  {
    pattern: 'http[].directResponse.body.string',
    check: { code: 'V-VS-91' },
    form: forms.longerThan(LARGE_BODY, LARGEST_BODY),
    isProse: true,
    severity: 'warning',
  },
  {
    pattern: 'http[].corsPolicy.maxAge',
    check: { code: 'V-VS-115' },
    form: (text) => {
      const age = checkDuration(text);
      return age.ok && age.nanoseconds % 1_000_000_000n !== 0n ? 'is no number of whole seconds' : undefined;
    },
  },
];

const CONFIG_MAP = 'configmap://';

const configMapCredential: forms.TextForm = (text) =>
  text.startsWith(CONFIG_MAP) && ownerOf(text) === undefined
    ? 'is not of the form "configmap://namespace/name"'
    : undefined;

function ownConfigMap(text: string, _: Cursor, { namespace }: Resource): string | undefined {
  const owner = text.startsWith(CONFIG_MAP) ? ownerOf(text) : undefined;
  return owner === undefined || owner === namespace
    ? undefined
    : `names a ConfigMap outside of its own namespace "${namespace}"`;
}

function ownerOf(credential: string): string | undefined {
  const [owner = '', name = ''] = credential.slice(CONFIG_MAP.length).split('/');
  return owner === '' || name === '' ? undefined : owner;
}

const DESTINATION_RULE: readonly TextRow[] = [
  { pattern: 'host', check: { code: 'V-DR-01' }, form: forms.wildcardHost },
  { pattern: 'subsets[].name', check: { code: 'V-DR-03' }, form: forms.dnsLabel },
  ...labelsOf('subsets[].labels', 'V-DR-04'),
  ...atEach<TextRow>(HOST_POLICIES, [
    { pattern: 'tunnel.targetHost', check: { code: 'V-DR-14' }, form: forms.hostOrAddress },
  ]),
  ...atEach<TextRow>(
    [...HOST_POLICIES, ...HOST_POLICIES.map((place) => `${place}.portLevelSettings[]`)],
    [
      {
        pattern: 'tls.credentialName',
        check: { code: 'V-DR-70', since: '1.26' },
        form: configMapCredential,
      },
      {
        pattern: 'tls.credentialName',
        check: { code: 'V-DR-71', since: '1.26' },
        form: ownConfigMap,
      },
    ],
  ),
];

/** Nothing is asked of patches for waypoints. */
const unlessForWaypoint =
  (form: forms.TextForm): TextRow['form'] =>
  (text, field, resource) =>
    around(field, resource, 3).get('match').get('context').string() === 'WAYPOINT' ? undefined : form(text);

const PROXY_VERSION = 'configPatches[].match.proxy.proxyVersion';
const LONGEST_VERSION = 1024;

const ENVOY_FILTER: readonly TextRow[] = [
  {
    pattern: PROXY_VERSION,
    check: { code: 'V-EF-07', since: '1.29' },
    form: unlessForWaypoint(forms.longerThan(LONGEST_VERSION, Number.POSITIVE_INFINITY)),
    severity: 'warning',
    isProse: true,
  },
  {
    pattern: PROXY_VERSION,
    check: { code: 'V-EF-08' },
    form: unlessForWaypoint(forms.regularExpression),
    isProse: true,
  },
];

const SIDECAR: readonly TextRow[] = [
  { pattern: 'ingress[].port.name', check: { code: 'V-SC-05' }, form: forms.optionalLabel },
  { pattern: 'egress[].port.name', check: { code: 'V-SC-05' }, form: forms.optionalLabel },
  { pattern: 'ingress[].bind', check: { code: 'V-SC-08' }, form: forms.ipAddress },
  {
    pattern: 'outboundTrafficPolicy.egressProxy.host',
    check: { code: 'V-SC-38' },
    form: forms.plainHost,
  },
  {
    pattern: 'outboundTrafficPolicy.egressProxy.subset',
    check: { code: 'V-SC-40' },
    form: forms.optionalLabel,
  },
];

const OF_CONDITION: ReadonlyMap<string, forms.TextForm> = new Map([
  ['source.ip', forms.ipOrCidr],
  ['remote.ip', forms.ipOrCidr],
  ['destination.ip', forms.ipOrCidr],
  ['destination.port', forms.policyPort],
  ['source.serviceAccount', forms.serviceAccount],
  ['source.trustDomain', forms.starsAtEnds],
]);

function withNegation(name: string): readonly string[] {
  return [name, `not${name.charAt(0).toUpperCase()}${name.slice(1)}`];
}

function inSource(
  names: readonly string[],
  check: FieldRow['check'],
  form: forms.TextForm,
): readonly TextRow[] {
  return names
    .flatMap(withNegation)
    .map((name) => ({ pattern: `rules[].from[].source.${name}[]`, check, form }));
}

function inOperation(
  names: readonly string[],
  check: FieldRow['check'],
  form: forms.TextForm,
): readonly TextRow[] {
  return names
    .flatMap(withNegation)
    .map((name) => ({ pattern: `rules[].to[].operation.${name}[]`, check, form }));
}

/** The empty text is told by the row before. */
function ofCondition(name: 'values' | 'notValues'): readonly TextRow[] {
  const pattern = `rules[].when[].${name}[]`;
  return [
    { pattern, check: { code: 'V-AP-32' }, form: forms.present },
    {
      pattern,
      check: { code: 'V-AP-35' },
      form: (text, field, { cursor }) => {
        if (text === '') return undefined;
        const when = field.path.slice(0, field.path.lastIndexOf(`.${name}`));
        return OF_CONDITION.get(cursor.at(when).get('key').string() ?? '')?.(text);
      },
    },
  ];
}

const AUTHORIZATION_POLICY: readonly TextRow[] = [
  ...inSource(['ipBlocks', 'remoteIpBlocks'], { code: 'V-AP-20' }, forms.ipOrCidr),
  ...inSource(['principals', 'requestPrincipals', 'namespaces'], { code: 'V-AP-21' }, forms.present),
  ...inSource(['serviceAccounts'], { code: 'V-AP-23', since: '1.25' }, forms.serviceAccount),
  ...inSource(['trustDomains'], { code: 'V-AP-24', since: '1.30' }, forms.trustDomainPattern),
  ...inOperation(['ports'], { code: 'V-AP-25' }, forms.policyPort),
  ...inOperation(['methods', 'hosts'], { code: 'V-AP-26' }, forms.present),
  ...inOperation(['paths'], { code: 'V-AP-27' }, forms.pathTemplate),
  ...ofCondition('values'),
  ...ofCondition('notValues'),
];

export const TEXT_FIELDS: FieldTable<TextRow> = new Map<`${string}/${string}`, readonly TextRow[]>([
  ['networking.istio.io/VirtualService', VIRTUAL_SERVICE],
  ['networking.istio.io/DestinationRule', DESTINATION_RULE],
  ['networking.istio.io/Sidecar', SIDECAR],
  ['security.istio.io/AuthorizationPolicy', AUTHORIZATION_POLICY],
  [
    'security.istio.io/RequestAuthentication',
    [{ pattern: 'jwtRules[].jwks', check: { code: 'V-RA-05' }, form: forms.keySet }],
  ],
  ['networking.istio.io/EnvoyFilter', ENVOY_FILTER],
  [
    'telemetry.istio.io/Telemetry',
    [
      {
        pattern: 'accessLogging[].filter.expression',
        check: { code: 'V-TL-13' },
        form: forms.celExpression,
        isProse: true,
      },
      {
        pattern: 'metrics[].overrides[].tagOverrides',
        check: { code: 'V-TL-05' },
        form: (name) => (name === '' ? 'is no name of a tag' : undefined),
        ofKeys: true,
        severity: 'warning',
      },
      {
        pattern: 'tracing[].customTags',
        check: { code: 'V-TL-10' },
        form: (name) => (name === '' ? 'is no name of a tag' : undefined),
        ofKeys: true,
      },
    ],
  ],
]);
