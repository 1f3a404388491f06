/** Extension providers of the mesh configuration. */

import type { JsonValue } from '../../../../base/json.ts';
import { lookUp } from '../../../../base/look-up.ts';
import type { WorldReader } from '../../../../workspace/check.ts';
import { isRecord } from '../../../../yaml/to-json.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { isKind, type MeshPlace, siblingItems } from '../mesh-place.ts';

/** What each list of a Telemetry may name, and a policy, by the ends of the providers' fields. */
const FITTING: Readonly<Record<string, RegExp>> = {
  tracing: /^(?:zipkin|datadog|stackdriver|opencensus|skywalking|lightstep|opentelemetry)$/i,
  metrics: /^(?:prometheus|stackdriver)$/i,
  accessLogging: /^(?:envoyFileAccessLog|envoyHttpAls|envoyTcpAls|envoyOtelAls|stackdriver)$/i,
  authorization: /^envoyExtAuthz(?:Http|Grpc)$/,
};

/** Every installation has them. */
const BUILT_IN: Readonly<Record<string, string>> = { metrics: 'prometheus', accessLogging: 'envoy' };

/** Providers that can do what the place asks for; those of an unknown sort are offered everywhere. */
export function providers(place: MeshPlace): readonly Choice[] {
  const list = place.steps.find((step) => typeof step === 'string' && step in FITTING);
  const use = isKind(place, 'AuthorizationPolicy') ? 'authorization' : list;
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const choices = fitting(place.reader, use === undefined ? undefined : String(use)).flatMap(
    ({ name, sort }): readonly Choice[] =>
      written.has(name) ? [] : [word(name, sort === '' ? 'extension provider' : sort, RANK.first)],
  );
  const builtIn = list === undefined ? undefined : lookUp(BUILT_IN, String(list));
  const isMissing = builtIn !== undefined && choices.every(({ name }) => name !== builtIn);
  return isMissing ? [...choices, word(builtIn, 'default provider')] : choices;
}

/** `use`: a key of `FITTING`. */
export function providerNames(reader: WorldReader, use: string): readonly string[] {
  return fitting(reader, use).map(({ name }) => name);
}

interface Provider {
  readonly name: string;
  /** Field that configures it; empty: unknown. */
  readonly sort: string;
}

function fitting(reader: WorldReader, use: string | undefined): readonly Provider[] {
  const configured = reader.config('meshConfig')['extensionProviders'];
  const forms = use === undefined ? undefined : lookUp(FITTING, use);
  return (Array.isArray(configured) ? configured : [])
    .flatMap(read)
    .filter(({ sort }) => sort === '' || (forms?.test(sort) ?? true));
}

function read(provider: JsonValue): readonly Provider[] {
  if (!isRecord(provider)) return [];
  const { name, ...rest } = provider;
  return typeof name === 'string' && name !== '' ? [{ name, sort: Object.keys(rest)[0] ?? '' }] : [];
}
