/** A cipher suite of a Gateway server is none that proxies know, or stands in the list twice. */
import { nearest } from '../../base/nearest.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const SUITES: readonly string[] = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA',
  'AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-SHA',
  'AES256-SHA',
  'DES-CBC3-SHA',
];

/** Of a Gateway and of a Sidecar. */
const LISTS = ['servers[].tls.cipherSuites', 'ingress[].tls.cipherSuites'];

const UNKNOWN = admission([{ code: 'V-GW-18' }]);
const TWICE = admission([{ code: 'V-GW-19' }]);

export const unknownCipherSuite = defineRule({
  id: 'gateway/unknown-cipher-suite',
  title: 'Cipher suite is not known',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway', 'networking.istio.io/Sidecar'],
  scope: 'document',
  equivalents: admission([{ code: 'V-GW-18' }, { code: 'V-GW-19' }]),
  docs: {
    why: 'Suites are named as OpenSSL does (`ECDHE-RSA-AES128-GCM-SHA256`), and only those of TLS 1.2 and before can be chosen: the names that begin with `TLS_` are of TLS 1.3, where all are on. One that is not known is left out without a word, and with all of them left out the defaults are in force.',
    fix: 'Write a suite that proxies know.',
  },
  messages: {
    unknown: ({ suite }: { suite: string }) => `"${suite}" is no cipher suite that can be chosen`,
    twice: ({ suite }: { suite: string }) => `"${suite}" is listed twice`,
  },
  effect: 'It is left out',
  check(ctx) {
    for (const list of LISTS.flatMap((list) => fieldsAt(ctx.spec, list))) {
      const seen = new Set<string>();
      for (const { value: suite, path } of list.strings()) {
        // Operators of OpenSSL's lists: `!aNULL`.
        if (suite === '' || suite === 'ALL' || !/^[\p{L}\p{N}]/u.test(suite)) continue;
        const data = { suite };
        if (!SUITES.includes(suite)) {
          ctx.report({ message: 'unknown', at: path, data, equivalents: UNKNOWN, fixes: ['useKnown'] });
        } else if (seen.has(suite)) {
          ctx.report({ message: 'twice', at: path, data, equivalents: TWICE, fixes: ['drop'] });
        }
        seen.add(suite);
      }
    }
  },
  fixes: {
    useKnown: suggestion((finding) => {
      const written = String(finding.data['suite']).replace(/^TLS_/, '').replaceAll('_', '-');
      const meant = SUITES.find((each) => each === written.replace('-WITH-', '-').replace('AES-', 'AES'));
      return (meant === undefined ? nearest(written, SUITES) : [meant]).map((suite) => use(finding, suite));
    }),
    drop: suggestion(({ at, data }) => [
      { title: `Remove the second "${String(data['suite'])}"`, operations: [remove(at.path)] },
    ]),
  },
});
