/** Policies in words: whom they hold for, and what each rule lets in or keeps out. */
import { carries, type Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { type Workload, workloads } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { listed, namedFew } from './words.ts';

/** Workloads that a selector means, in words. */
export function concerns(mesh: Mesh, { spec, namespace, ref }: MeshObject): readonly Sentence[] {
  const targets = spec
    .get('targetRefs')
    .items()
    .map((target) => `${target.get('kind').string() ?? ''} ${target.get('name').string() ?? ''}`);
  if (targets.length > 0)
    return [
      { text: `Traffic through ${listed(targets)}`, place: { resource: ref, path: 'spec.targetRefs' } },
    ];
  const selector = spec.get('selector').get('matchLabels').stringMap();
  const isRoot = namespace === mesh.settings.rootNamespace;
  const meant = workloads(mesh).filter(
    (workload) => (isRoot || workload.namespace === namespace) && carries(workload.labels, selector),
  );
  const where = isRoot ? 'every namespace' : `namespace ${namespace}`;
  const all =
    selector.size === 0
      ? `All workloads of ${where}`
      : `Workloads of ${where} with ${listed([...selector].map(([key, value]) => `${key}=${value}`))}`;
  return [
    {
      text: `${all}: ${named(meant)}`,
      place: { resource: ref, path: selector.size === 0 ? 'metadata.namespace' : 'spec.selector' },
    },
  ];
}

function named(meant: readonly Workload[]): string {
  return meant.length === 0 ? 'none of these files' : namedFew(meant.map(({ id }) => id));
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['ALLOW', 'Lets in'],
  ['DENY', 'Keeps out'],
  ['AUDIT', 'Writes down'],
  ['CUSTOM', 'Asks the external authorizer about'],
]);

export function explainAuthorizationPolicy(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const action = object.spec.get('action').string() ?? 'ALLOW';
  const rules = object.spec.get('rules').items();
  const verb = ACTIONS.get(action) ?? action;
  const said = rules.map((rule) => ({
    text: `${verb} ${ruleWords(rule)}`,
    place: { resource: object.ref, path: rule.path },
  }));
  const none =
    action === 'ALLOW'
      ? 'It has no rule, so it lets nothing in: everything is denied'
      : 'It has no rule, so it does nothing';
  const rest =
    action === 'ALLOW' && rules.length > 0
      ? [{ text: 'What no ALLOW policy of the workload lets in is denied' }]
      : [];
  return {
    does: rules.length === 0 ? [{ text: none }] : [...said, ...rest],
    concerns: concerns(mesh, object),
    conflicts: [],
    verify: [
      {
        command: `istioctl x authz check POD.${object.namespace}`,
        expect: `policy ${object.name} of namespace ${object.namespace} with action ${action}`,
      },
    ],
  };
}

function ruleWords(rule: Fields): string {
  const from = rule
    .get('from')
    .items()
    .map((item) => blockWords(item.get('source')));
  const to = rule
    .get('to')
    .items()
    .map((item) => blockWords(item.get('operation')));
  const when = rule
    .get('when')
    .items()
    .map((item) => conditionWords(item));
  const who = from.length === 0 ? 'anybody' : `callers with ${from.join(', or with ')}`;
  const what = to.length === 0 ? '' : `, for requests with ${to.join(', or with ')}`;
  const also = when.length === 0 ? '' : `, when ${listed(when)}`;
  return `${who}${what}${also}`;
}

function blockWords(block: Fields): string {
  const parts = block.entries().map(([name, list]) => {
    const isNegative = name.startsWith('not');
    const field = isNegative ? name.charAt(3).toLowerCase() + name.slice(4) : name;
    return `${field} ${isNegative ? 'other than ' : ''}${listed(list.strings(), 'or')}`;
  });
  return parts.length === 0 ? 'anything' : listed(parts);
}

function conditionWords(item: Fields): string {
  const values = item.get('values').strings();
  const others = item.get('notValues').strings();
  const parts = [
    ...(values.length === 0 ? [] : [`is ${listed(values, 'or')}`]),
    ...(others.length === 0 ? [] : [`is not ${listed(others, 'or')}`]),
  ];
  return `${item.get('key').string() ?? ''} ${listed(parts)}`;
}

export function explainPeerAuthentication(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const mode = object.spec.get('mtls').get('mode').string();
  const ports = object.spec.get('portLevelMtls').entries();
  const words =
    mode === undefined || mode === 'UNSET' ? 'Leaves the mode to the level above' : (MODES.get(mode) ?? mode);
  const isIgnored =
    object.namespace === mesh.settings.rootNamespace &&
    object.spec.get('selector').get('matchLabels').entries().length > 0;
  return {
    does: [
      { text: words, place: { resource: object.ref, path: 'spec.mtls' } },
      ...ports.map(([port, entry]) => ({
        text: `Port ${port} of the pods (not of the Service): ${MODES.get(entry.get('mode').string() ?? '') ?? 'as above'}`,
        place: { resource: object.ref, path: entry.path },
      })),
    ],
    concerns: isIgnored
      ? [{ text: 'Nobody: in the root namespace a policy with a selector is ignored' }]
      : concerns(mesh, object),
    conflicts: [],
    verify: [
      {
        command: `istioctl x describe pod POD.${object.namespace}`,
        expect: `the effective mode ${mode ?? 'of the level above'}`,
      },
    ],
  };
}

const MODES: ReadonlyMap<string, string> = new Map([
  ['STRICT', 'Servers take mutual TLS only; plain text is refused'],
  ['PERMISSIVE', 'Servers take mutual TLS and plain text'],
  ['DISABLE', 'Servers take plain text only'],
]);

export function explainRequestAuthentication(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const rules = object.spec.get('jwtRules').items();
  return {
    does: [
      ...rules.map((rule) => {
        const audiences = rule.get('audiences').strings();
        const meant = audiences.length === 0 ? '' : ` for ${listed(audiences, 'or')}`;
        return {
          text: `Accepts tokens of ${rule.get('issuer').string() ?? '?'}${meant}`,
          place: { resource: object.ref, path: rule.path },
        };
      }),
      {
        text: 'A token that is presented and not accepted is answered with 401; a request without one goes on, without an identity',
      },
    ],
    concerns: concerns(mesh, object),
    conflicts: [],
    verify: [
      {
        command: `istioctl proxy-config listeners POD.${object.namespace} --port 15006 -o json`,
        expect: 'the filter envoy.filters.http.jwt_authn with these issuers',
      },
    ],
  };
}
