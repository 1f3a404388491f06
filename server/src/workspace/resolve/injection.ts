/** Whether the control plane puts a proxy into pods. */
import { labelSelectorMatches } from '../../primitives/label-selector.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { injectionWebhooks } from '../tables/injection-webhooks.ts';
import { namespaces } from '../tables/namespaces.ts';
import { isLabelledByCommand } from './commanded-things.ts';

const INJECTING = ['istio-injection', 'istio.io/rev'];

/** `unknown`: the labels of the namespace are not in the files, and they decide. */
export type Injection = 'injected' | 'not-injected' | 'unknown';

/** The webhooks of the files decide, or those of a default installation where there are none. */
export function injectionOf(world: WorldReader, namespace: string, pod: Labels): Injection {
  const written = world.read(namespaces, namespace).at(-1)?.row.labels;
  const isKnown = written !== undefined || world.config('completeness') === 'complete';
  const labels = written ?? {};
  const webhooks = world.read(injectionWebhooks, '').flatMap(({ row }) => row.webhooks);
  const isCalled =
    webhooks.length === 0
      ? isInjectedByDefaultInstallation(labels, pod)
      : webhooks.some(
          ({ namespaceSelector, objectSelector }) =>
            labelSelectorMatches(namespaceSelector, labels) && labelSelectorMatches(objectSelector, pod),
        );
  if (isCalled) return 'injected';
  if (pod['sidecar.istio.io/inject'] === 'false') return 'not-injected';
  return isKnown && !isLabelledByCommand(world, namespace, INJECTING) ? 'not-injected' : 'unknown';
}

/** The webhooks that an installation without special settings makes (analysis specification, IST0146). */
function isInjectedByDefaultInstallation(namespace: Labels, pod: Labels): boolean {
  const wish = pod['sidecar.istio.io/inject'];
  const ofNamespace = namespace['istio-injection'];
  if (wish === 'false' || ofNamespace === 'disabled') return false;
  if (wish === 'true' || ofNamespace === 'enabled') return true;
  return (namespace['istio.io/rev'] ?? pod['istio.io/rev'] ?? '') !== '';
}
