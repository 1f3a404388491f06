/** Telemetry facts: the providers that its three sections name. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export type TelemetrySection = 'tracing' | 'metrics' | 'accessLogging';

export interface TelemetryEntry {
  readonly section: TelemetrySection;
  /** Path of the list item. */
  readonly path: string;
  /** Names of extension providers; empty: the mesh's default ones. */
  readonly providers: readonly Sourced<string>[];
  readonly isDisabled: boolean;
}

export interface TelemetryFacts {
  readonly entries: readonly TelemetryEntry[];
}

const SECTIONS: readonly TelemetrySection[] = ['tracing', 'metrics', 'accessLogging'];

export const telemetry: Model<TelemetryFacts> = {
  kinds: ['telemetry.istio.io/Telemetry'],
  build({ spec }) {
    return {
      entries: SECTIONS.flatMap((section) =>
        spec
          .get(section)
          .items()
          .map((item) => entry(section, item)),
      ),
    };
  },
};

/** Spans are switched off by another field than logs; metrics have none of their own. */
function entry(section: TelemetrySection, item: Cursor): TelemetryEntry {
  const disabled = item.get(section === 'tracing' ? 'disableSpanReporting' : 'disabled');
  return {
    section,
    path: item.path,
    providers: item
      .get('providers')
      .items()
      .flatMap((provider) => provider.get('name').sourcedString() ?? []),
    isDisabled: disabled.boolean() ?? false,
  };
}
