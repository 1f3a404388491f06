/** The address of a WebAssembly module cannot be loaded from. */

import { fieldsAt } from '../../model/fields-at.ts';
import type { Resource } from '../../model/resource.ts';
import { parseAbsoluteUrl } from '../../primitives/url.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const SCHEMES: readonly string[] = ['', 'http', 'https', 'oci', 'file'];

export const badUrl = defineRule({
  id: 'wasm-plugin/bad-url',
  title: 'Address of a WebAssembly module is not one that proxies can load',
  severity: 'error',
  preset: 'recommended',
  kinds: ['extensions.istio.io/WasmPlugin', 'extensions.istio.io/TrafficExtension'],
  scope: 'document',
  equivalents: admission([{ code: 'C-10' }, { code: 'C-11' }, { code: 'V-WP-03' }, { code: 'V-WP-04' }]),
  docs: {
    why: 'Modules are loaded from `oci://`, `http://`, `https://` or `file://`; an image name without a scheme is read as `oci://`. Anything else is rejected. A registry with a port and no scheme is a trap: in `registry.local:5000/image` the part in front of the colon is taken for the scheme.',
    fix: 'Write the scheme, for images `oci://`.',
  },
  messages: {
    unreadable: ({ url }: { url: string }) => `"${url}" is no URL`,
    scheme: ({ url, scheme }: { url: string; scheme: string }) =>
      `"${url}" has the scheme "${scheme}"; allowed are oci, http, https and file`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const isPlugin = ctx.resource.kindId === 'extensions.istio.io/WasmPlugin';
    for (const field of fieldsAt(ctx.spec, isPlugin ? 'url' : 'wasm.url')) {
      const url = field.string() ?? '';
      const parsed = readUrl(url);
      if (url === '' || (parsed.ok && SCHEMES.includes(parsed.scheme))) continue;
      const equivalents = admission(checksFor(ctx.resource, parsed.ok ? 'V-WP-04' : 'V-WP-03'));
      if (parsed.ok) {
        const data = { url, scheme: parsed.scheme };
        const fixes = isRegistryWithPort(url, parsed.scheme) ? ['addScheme'] : [];
        ctx.report({ message: 'scheme', at: field.path, data, equivalents, fixes });
      } else ctx.report({ message: 'unreadable', at: field.path, data: { url }, equivalents });
    }
  },
  fixes: {
    addScheme: suggestion((finding) => [use(finding, `oci://${String(finding.data['url'])}`)]),
  },
});

function isRegistryWithPort(url: string, scheme: string): boolean {
  return /^:[0-9]+\//.test(url.slice(scheme.length));
}

/** Text that is no URL by itself may be an image name. */
function readUrl(url: string): ReturnType<typeof parseAbsoluteUrl> {
  const parsed = parseAbsoluteUrl(url);
  return parsed.ok ? parsed : parseAbsoluteUrl(`http://${url}`);
}

function checksFor({ kindId }: Resource, check: 'V-WP-03' | 'V-WP-04'): readonly AdmissionCheck[] {
  const isPlugin = kindId === 'extensions.istio.io/WasmPlugin';
  return isPlugin
    ? [{ code: 'C-10' }, { code: check }]
    : [{ code: 'C-11' }, { code: check }, { code: 'V-TX-05' }];
}
