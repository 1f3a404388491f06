/** RequestAuthentication facts: whose tokens are verified, and where the keys come from. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface JwtRule {
  readonly path: string;
  readonly issuer: Sourced<string> | undefined;
  readonly audiences: readonly Sourced<string>[];
  readonly jwksUri: Sourced<string> | undefined;
  readonly jwks: Sourced<string> | undefined;
  /** Headers that claims are copied to. */
  readonly outputClaims: readonly { readonly header: Sourced<string>; readonly claim: string | undefined }[];
}

export interface RequestAuthenticationFacts {
  readonly jwtRules: readonly JwtRule[];
}

export const requestAuthentication: Model<RequestAuthenticationFacts> = {
  kinds: ['security.istio.io/RequestAuthentication'],
  build: ({ spec }) => ({ jwtRules: spec.get('jwtRules').items().map(jwtRule) }),
};

function jwtRule(item: Cursor): JwtRule {
  return {
    path: item.path,
    issuer: item.get('issuer').sourcedString(),
    audiences: item.get('audiences').strings(),
    // `jwks_uri` is an older spelling that the control plane still reads.
    jwksUri: item.get('jwksUri').sourcedString() ?? item.get('jwks_uri').sourcedString(),
    jwks: item.get('jwks').sourcedString(),
    outputClaims: item
      .get('outputClaimToHeaders')
      .items()
      .flatMap((each) => {
        const header = each.get('header').sourcedString();
        return header === undefined ? [] : [{ header, claim: each.get('claim').string() }];
      }),
  };
}
