/** A Service port that the cluster takes, and `istioctl validate` refuses. */
import { childPath } from '../../base/node-path.ts';
import { service } from '../../model/service.ts';
import { parseProtocol, protocolOfPortName } from '../../primitives/port.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { isServiceInMesh } from '../../workspace/resolve/in-mesh.ts';
import { labelUses, namedUses, usePlaceKey } from '../../workspace/tables/uses.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { declareProtocol } from '../fixes/declare-protocol.ts';
import { suggestion, way } from '../fixes/forms.ts';

const CHECKS = {
  badProtocol: { tool: 'webhook', code: 'V-SVC-01' },
  unnamed: { tool: 'webhook', code: 'V-SVC-02' },
  badName: { tool: 'webhook', code: 'V-SVC-03' },
} as const satisfies Readonly<Record<string, Equivalent>>;

/** What names of Kubernetes mean to proxies, in words that the command knows. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);

interface Data {
  readonly name: string;
  readonly port: number;
  readonly path: string;
}

export const refusedByValidate = defineRule({
  id: 'service/refused-by-validate',
  title: '`istioctl validate` refuses the protocol of a Service port',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['core/Service'],
  scope: 'workspace',
  equivalents: Object.values(CHECKS),
  docs: {
    why: 'The command reads `appProtocol`, or the name of a port up to its first dash, and takes only the protocols of Istio. The cluster takes any, and proxies understand more: `kubernetes.io/h2c` is HTTP/2 to them. A pipeline that runs the command stops at such a Service.',
    fix: 'Name the protocol in a word of Istio: `appProtocol: http2`, `name: grpc-orders`.',
    differs:
      'A hint, and only in namespaces that objects of the mesh speak of. Where the proxy has to guess the protocol, `service/protocol-not-declared` says so instead.',
  },
  messages: {
    badProtocol: ({ name }: Data) => `"appProtocol: ${name}" is no protocol to "istioctl validate"`,
    badName: ({ name }: Data) => `Port name "${name}" begins with no protocol that "istioctl validate" knows`,
    unnamed: ({ port }: Data) =>
      `Port "${port}" has neither a name nor "appProtocol", of which "istioctl validate" wants one`,
  },
  effect: 'The cluster takes it all the same',
  check(ctx) {
    const { resource, world } = ctx;
    const facts = resource.facts(service);
    if (resource.namespace === world.config('rootNamespace') || resource.isTemplate) return;
    const refused = facts.ports.flatMap(({ name, appProtocol, number, protocol, path }) => {
      if (number === undefined || protocol === 'UDP') return [];
      const source = appProtocol ?? (name?.value === '' ? undefined : name);
      const isKnown =
        appProtocol === undefined
          ? protocolOfPortName(name?.value ?? '') !== undefined
          : parseProtocol(appProtocol.value) !== undefined;
      const message: keyof typeof CHECKS =
        appProtocol !== undefined ? 'badProtocol' : source === undefined ? 'unnamed' : 'badName';
      return isKnown ? [] : [{ message, source, number: number.value, path }];
    });
    if (refused.length === 0 || !(isServiceInMesh(world, resource, facts) || isSpokenOf(world, resource))) {
      return;
    }
    for (const { message, source, number, path } of refused) {
      const data = { name: source?.value ?? '', port: number, path };
      ctx.report({
        message,
        at: source?.path ?? path,
        data,
        equivalents: [CHECKS[message]],
        fixes: [SAME.has(data.name) ? 'useSame' : 'declareProtocol'],
      });
    }
  },
  fixes: {
    useSame: suggestion(({ data }) => {
      const protocol = SAME.get(String(data['name'])) ?? '';
      const at = childPath(String(data['path']), 'appProtocol');
      return [way(protocol, `Set "appProtocol" to "${protocol}"`, set(at, protocol))];
    }),
    declareProtocol,
  },
});

/** Objects of the mesh name Services of the namespace, or select pods there. */
function isSpokenOf(world: WorldReader, { namespace }: { readonly namespace: string }): boolean {
  return (
    world.has(namedUses, usePlaceKey('core/Service', namespace)) || world.has(labelUses, `@${namespace}`)
  );
}
