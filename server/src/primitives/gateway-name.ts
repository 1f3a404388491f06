/** References to Gateways from VirtualServices: `mesh`, `namespace/name`, `name`, or the legacy full name. */
import { isDnsLabel } from './dns-label.ts';
import { checkFqdn } from './host.ts';

export type GatewayNameResult =
  | { readonly ok: true; readonly form: 'mesh' }
  | { readonly ok: true; readonly form: 'qualified'; readonly namespace: string; readonly name: string }
  | { readonly ok: true; readonly form: 'local'; readonly name: string }
  /** `name.namespace.svc…`, which still works; `suggestion` is the form to use instead. */
  | {
      readonly ok: true;
      readonly form: 'legacy';
      readonly namespace: string;
      readonly name: string;
      readonly suggestion: string;
    }
  | { readonly ok: false; readonly problem: 'bad-namespace' | 'bad-name' };

/** P-GWNAME. */
export function parseGatewayName(text: string): GatewayNameResult {
  if (text === 'mesh') return { ok: true, form: 'mesh' };
  const slash = text.indexOf('/');
  if (slash >= 0) {
    const namespace = text.slice(0, slash);
    const name = text.slice(slash + 1);
    if (!isDnsLabel(namespace)) return { ok: false, problem: 'bad-namespace' };
    if (!isDnsLabel(name)) return { ok: false, problem: 'bad-name' };
    return { ok: true, form: 'qualified', namespace, name };
  }
  if (!checkFqdn(text).ok) return { ok: false, problem: 'bad-name' };
  const [name = '', namespace] = text.split('.');
  if (namespace === undefined) return { ok: true, form: 'local', name };
  return { ok: true, form: 'legacy', namespace, name, suggestion: `${namespace}/${name}` };
}
