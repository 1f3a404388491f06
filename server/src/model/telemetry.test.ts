import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { telemetry } from './telemetry.ts';

it('Telemetry providers by section', () => {
  const { entries } = factsOf(
    telemetry,
    'apiVersion: telemetry.istio.io/v1\nkind: Telemetry\nmetadata: { name: a }\nspec: { accessLogging: [{ providers: [{ name: envoy }], disabled: true }], tracing: [{ disableSpanReporting: true }, { providers: [{ name: zipkin }, {}] }] }\n',
  );
  assert.deepEqual(
    entries.map(({ section, path, providers, isDisabled }) => [
      section,
      path,
      providers.map(({ value }) => value),
      isDisabled,
    ]),
    [
      ['tracing', 'spec.tracing[0]', [], true],
      ['tracing', 'spec.tracing[1]', ['zipkin'], false],
      ['accessLogging', 'spec.accessLogging[0]', ['envoy'], true],
    ],
  );
});
