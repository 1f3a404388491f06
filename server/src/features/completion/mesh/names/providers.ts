/** Extension providers of the mesh configuration. */

import type { JsonValue } from '../../../../base/json.ts';
import { lookUp } from '../../../../base/look-up.ts';
import { isRecord } from '../../../../yaml/to-json.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { isKind, type MeshPlace, siblingItems } from '../mesh-place.ts';

/** What each list of a Telemetry may name, by the ends of the providers' fields. */
const FITTING: Readonly<Record<string, RegExp>> = {
  tracing: /^(?:zipkin|datadog|stackdriver|opencensus|skywalking|lightstep|opentelemetry)$/i,
  metrics: /^(?:prometheus|stackdriver)$/i,
  accessLogging: /^(?:envoyFileAccessLog|envoyHttpAls|envoyTcpAls|envoyOtelAls|stackdriver)$/i,
};

/** Every installation has them. */
const BUILT_IN: Readonly<Record<string, string>> = { metrics: 'prometheus', accessLogging: 'envoy' };

/** Providers that can do what the place asks for; those of an unknown sort are offered everywhere. */
export function providers(place: MeshPlace): readonly Choice[] {
  const list = place.steps.find((step) => typeof step === 'string' && step in FITTING);
  const isAuthorization = isKind(place, 'AuthorizationPolicy');
  const configured = place.reader.config('meshConfig')['extensionProviders'];
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const choices = (Array.isArray(configured) ? configured : []).flatMap((provider): readonly Choice[] => {
    const { name, sort } = read(provider);
    if (name === undefined || written.has(name)) return [];
    const fits = isAuthorization
      ? /^envoyExtAuthz(?:Http|Grpc)$/.test(sort)
      : list === undefined || (lookUp(FITTING, String(list))?.test(sort) ?? true);
    return fits || sort === '' ? [word(name, sort === '' ? 'extension provider' : sort, RANK.first)] : [];
  });
  const builtIn = list === undefined ? undefined : lookUp(BUILT_IN, String(list));
  const isMissing = builtIn !== undefined && choices.every(({ name }) => name !== builtIn);
  return isMissing ? [...choices, word(builtIn, 'default provider')] : choices;
}

function read(provider: JsonValue): { readonly name: string | undefined; readonly sort: string } {
  if (!isRecord(provider)) return { name: undefined, sort: '' };
  const { name, ...rest } = provider;
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    sort: Object.keys(rest)[0] ?? '',
  };
}
