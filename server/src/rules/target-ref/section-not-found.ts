/** A policy is for one port or listener of its target, which the target does not have. */
import type { KindId } from '../../base/kind-id.ts';
import { objectReference } from '../../model/object-reference.ts';
import { targetRefs } from '../../model/target-refs.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const KINDS: readonly KindId[] = ['gateway.networking.k8s.io/BackendTLSPolicy'];

interface Data {
  readonly section: string;
  readonly service: string;
  readonly names: readonly string[];
}

export const sectionNotFound = defineRule({
  id: 'target-ref/section-not-found',
  title: 'Target has no port of that name',
  severity: 'error',
  preset: 'recommended',
  kinds: KINDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: '`sectionName` of a BackendTLSPolicy is the name of a port of the Service, not its number. For a name that the Service does not have the policy applies to nothing, and gateways send plain text.',
    fix: 'Write the name of a port, or leave `sectionName` out to mean all of them.',
  },
  messages: {
    notFound: ({ section, service, names }: Data) =>
      `Service "${service}" has no port named "${section}" (${names.filter((name) => name !== '').join(', ') || 'its port has no name'})`,
  },
  effect: 'The policy applies to nothing by this reference',
  check(ctx) {
    const { namespace } = ctx.resource;
    for (const target of targetRefs(ctx.resource)) {
      const { kindId, name } = objectReference(target);
      const section = target.get('sectionName').sourcedString();
      if (kindId !== 'core/Service' || name === undefined || section === undefined) continue;
      const found = serviceNamed(ctx.world, namespace, name.value);
      if (found.length === 0 || found.some(({ row }) => row.hasMorePorts)) continue;
      if (!found.every(({ resource }) => isDefinedOnce(ctx.world, resource))) continue;
      const names = [...new Set(found.flatMap(({ row }) => row.ports.map((port) => port.name)))];
      if (names.includes(section.value)) continue;
      ctx.report({
        message: 'notFound',
        at: section.path,
        data: { section: section.value, service: `${namespace}/${name.value}`, names },
        related: found.map(({ resource }) => ({ resource, path: 'spec.ports', text: 'its ports' })),
        fixes: ['usePort'],
      });
    }
  },
  fixes: {
    usePort: suggestion((finding) =>
      (finding.data as unknown as Data).names
        .filter((name) => name !== '')
        .map((name) => use(finding, name, 'port')),
    ),
  },
});
