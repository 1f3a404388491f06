/** Checks the first document of a text against its schema, through the real parser. */
import { bug } from '../../server/src/base/bug.ts';
import { kindIdOf } from '../../server/src/base/kind-id.ts';
import { kindSchema } from '../../server/src/schema/lookup.ts';
import type { SchemaProblem, SchemaTarget } from '../../server/src/schema/schema-problem.ts';
import { validateResource } from '../../server/src/schema/validate.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';

export const NEWEST: SchemaTarget = { istio: '1.31', gatewayApi: 'v1.6.1', channel: 'experimental' };

export function checkYaml(text: string, target: Partial<SchemaTarget> = {}): readonly SchemaProblem[] {
  const document = readWhole(text).documents[0]?.document;
  const { apiVersion, kind } = document?.header ?? {};
  if (document?.root === undefined || apiVersion === undefined || kind === undefined) {
    return bug(`no resource in ${text}`);
  }
  const schema = kindSchema(kindIdOf(apiVersion, kind).id) ?? bug(`no schema for ${apiVersion} ${kind}`);
  return validateResource(
    document.root,
    schema,
    { ...NEWEST, ...target },
    { isTemplate: text.includes('{{') },
  );
}

const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  Gateway: 'networking.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  Sidecar: 'networking.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  VirtualService: 'networking.istio.io/v1',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
};

/** A resource of the kind with this text below `spec:`; lines count from the same indentation. */
export function withSpec(kind: string, spec: string): string {
  const lines = spec.split('\n').map((line) => `  ${line}`);
  return `apiVersion: ${GROUPS[kind]}\nkind: ${kind}\nmetadata:\n  name: sample\nspec:\n${lines.join('\n')}\n`;
}

/** `code path` of each problem, sorted. */
export function summary(problems: readonly SchemaProblem[]): readonly string[] {
  return problems.map(({ code, path }) => `${code} ${path}`).sort();
}
