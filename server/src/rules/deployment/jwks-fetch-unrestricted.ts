/** The control plane may fetch keys from anywhere. */
import { podTemplate } from '../../model/workload.ts';
import { requestAuthentications } from '../../workspace/tables/workload-selectors.ts';
import { defineRule } from '../define-rule.ts';

const VARIABLE = 'BLOCKED_CIDRS_IN_JWKS_URIS';

export const jwksFetchUnrestricted = defineRule({
  id: 'deployment/jwks-fetch-unrestricted',
  title: 'Control plane fetches keys from any address',
  severity: 'info',
  preset: 'recommended',
  kinds: ['apps/Deployment'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0175', analyzer: 'authn.BlockedCIDRsAnalyzer' }],
  docs: {
    why: 'istiod fetches the keys of every RequestAuthentication from its `jwksUri`. Whoever may write such an object can make the control plane call addresses inside the cluster, unless the environment variable `BLOCKED_CIDRS_IN_JWKS_URIS` forbids them.',
    fix: 'Set the variable in the istiod Deployment to the ranges that it must not call.',
    differs: 'Information, since it is advice; upstream warns.',
    noFix: 'Which addresses the control plane may reach is known to its operators only.',
  },
  messages: {
    unrestricted: ({ deployment }: { deployment: string }) =>
      `Deployment "${deployment}" does not set "${VARIABLE}"`,
  },
  effect: 'Authors of RequestAuthentications can make the control plane call any address',
  check(ctx) {
    const labels = ctx.resource.cursor.get('metadata').get('labels').stringMap();
    if (labels['app'] !== 'istiod' || !ctx.world.has(requestAuthentications, '')) return;
    const containers = podTemplate(ctx.resource).get('spec').get('containers').items();
    const isRestricted = containers.some((container) =>
      container
        .get('env')
        .items()
        .some((item) => item.get('name').string() === VARIABLE && (item.get('value').string() ?? '') !== ''),
    );
    if (isRestricted) return;
    const written = containers.find((container) => container.get('env').exists);
    ctx.report({
      message: 'unrestricted',
      at: written === undefined ? 'metadata.name' : { path: `${written.path}.env`, part: 'key' },
      data: { deployment: ctx.resource.name },
    });
  },
});
