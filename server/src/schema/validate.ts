/**
 * Checks one resource against the schema of its kind, as the API server would, and for a target release. ajv decides
 * types, enums, required and unknown fields, ranges, lengths, counts and patterns; the walk decides what has a history
 * or is no JSON Schema: one-ofs, list keys, releases, deprecations; the conditions are those that CRDs state as CEL.
 */
import { validators as gatewayApiValidators } from '../../../schemas/validators/gateway-api.js';
import { validators as istioValidators } from '../../../schemas/validators/istio.js';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkMessage } from './check-message.ts';
import { checkMetadata } from './check-metadata.ts';
import { checkVersion } from './check-version.ts';
import { withConditions } from './conditions/check-conditions.ts';
import { type Judgement, releaseFor } from './effective-limit.ts';
import { explainErrors } from './explain-errors.ts';
import type { FamilyName, KindSchema } from './field-schema.ts';
import { isMessage } from './lookup.ts';
import { plainValue } from './plain-value.ts';
import type { SchemaProblem, SchemaTarget } from './schema-problem.ts';
import { type CheckContext, walkResource } from './walk-resource.ts';

/** How each family judges types, names and values. */
const CHECKS: Readonly<
  Record<FamilyName, (root: YamlNode, context: CheckContext) => readonly SchemaProblem[]>
> = {
  istio: (root, context) => checkCompiled(root, context, istioValidators),
  'gateway-api': (root, context) => checkCompiled(root, context, gatewayApiValidators),
  mesh: checkMessage,
  envoy: checkMessage,
  meshwright: checkMessage,
};

export interface ValidateOptions {
  /** The document holds template actions: what they put in is unknown, so nothing is missing. */
  readonly isTemplate?: boolean;
}

/** Problems in no particular order; paths count from `root`. */
export function validateResource(
  root: YamlNode,
  kind: KindSchema,
  target: SchemaTarget,
  options: ValidateOptions = {},
): readonly SchemaProblem[] {
  const judgement: Judgement = { release: releaseFor(kind, target), version: versionOf(root) };
  const context = { kind, target, judgement, isTemplate: options.isTemplate === true };
  const metadata = isMessage(kind) ? undefined : findEntry(root, 'metadata')?.value;
  return withConditions(root, context, [
    ...(isMessage(kind) ? [] : checkVersion(judgement.version, kind, target)),
    ...(metadata === undefined ? [] : checkMetadata(metadata)),
    ...walkResource(root, context),
    ...CHECKS[kind.family](root, context),
  ]);
}

/** As the API server does it: validators are compiled from the JSON Schema of each kind. */
function checkCompiled(
  root: YamlNode,
  context: CheckContext,
  validators: typeof istioValidators,
): readonly SchemaProblem[] {
  const validator = validators[context.kind.kind];
  if (validator === undefined || validator(plainValue(root))) return [];
  return explainErrors(root, validator.errors ?? [], context);
}

function versionOf(root: YamlNode): string {
  const apiVersion = findEntry(root, 'apiVersion')?.value;
  const text = apiVersion?.kind === 'scalar' ? apiVersion.text : '';
  return text.slice(text.indexOf('/') + 1);
}
