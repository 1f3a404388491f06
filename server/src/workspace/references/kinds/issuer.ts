/** JWT issuers: trusted by RequestAuthentications, named by request principals. */
import { defineReference } from '../reference-kind.ts';
import type { SiteFacts } from '../site.ts';

export const issuer = defineReference<SiteFacts, SiteFacts>({
  id: 'issuer',
  noun: 'issuer',
  targets: [
    {
      in: ['security.istio.io/RequestAuthentication'],
      at: ['spec.jwtRules[].issuer'],
      read({ at }) {
        const name = at.string() ?? '';
        return name === '' ? [] : [{ name, facts: {} }];
      },
    },
  ],
  origins: [
    {
      in: ['security.istio.io/AuthorizationPolicy'],
      at: ['requestPrincipals', 'notRequestPrincipals'].map(
        (field) => `spec.rules[].from[].source.${field}[]`,
      ),
      read({ at }) {
        const text = at.string() ?? '';
        // An issuer is often a URL: only the last slash parts it from the subject.
        const end = text.lastIndexOf('/');
        const name = text.slice(0, Math.max(end, 0));
        return name === '' || name.includes('*') ? [] : [{ name, slice: { start: 0, end }, facts: {} }];
      },
    },
    {
      in: ['security.istio.io/AuthorizationPolicy'],
      at: ['spec.rules[].when[].values[]', 'spec.rules[].when[].notValues[]'],
      read(place) {
        const name = place.at.string() ?? '';
        const isIssuer = place.up(2).get('key').string() === 'request.auth.claims[iss]';
        return isIssuer && name !== '' && !name.includes('*') ? [{ name, facts: {} }] : [];
      },
    },
  ],
  identity: 'name',
  resolve: ({ targets }, { row }) => targets(row.name),
  rename: { refused: 'An issuer is named by the identity provider' },
  unknown: { none: 'tokens may be checked by a RequestAuthentication that is not in the files' },
});
