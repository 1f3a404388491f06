/** Turns ajv's errors into problems: one mistake gives one problem, judged by the target's own limits. */

import type { CompiledError } from '../../../schemas/validators/istio.js';
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isRequired } from './effective-limit.ts';
import type { ErrorPlace } from './error-place.ts';
import { explainLimit, type LimitKeyword } from './explain-limit.ts';
import { explainType, typeName } from './explain-type.ts';
import { explainUnknownField } from './explain-unknown-field.ts';
import { explainValue } from './explain-value.ts';
import { memberAt, topLevelFields } from './lookup.ts';
import type { SchemaProblem, SchemaProblemOf } from './schema-problem.ts';
import type { CheckContext } from './walk-resource.ts';

export function explainErrors(
  root: YamlNode,
  errors: readonly CompiledError[],
  context: CheckContext,
): readonly SchemaProblem[] {
  const wrongTypes = new Set(
    errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath),
  );
  const problems: SchemaProblem[] = [];
  const told = new Map<YamlNode, Set<string>>();
  for (const error of errors) {
    // A number where an enum is expected is wrong in type and value; a wrong type elsewhere hides the rest.
    if (error.keyword !== 'type' && wrongTypes.has(error.instancePath)) continue;
    const place = locate(root, error.instancePath, context);
    if (place === undefined || isTemplateText(place.node) || !isNew(told, error, place.node)) continue;
    const problem = explain(error, place, context);
    if (problem !== undefined) problems.push(problem);
  }
  return withoutConsequences(problems);
}

/** A mistake in an aliased value is told once, not for each use. */
function isNew(told: Map<YamlNode, Set<string>>, error: CompiledError, node: YamlNode): boolean {
  const { missingProperty, additionalProperty } = error.params;
  const mistake = `${error.keyword} ${missingProperty ?? additionalProperty ?? ''}`;
  const known = told.get(node) ?? new Set();
  if (known.has(mistake)) return false;
  told.set(node, known.add(mistake));
  return true;
}

function explain(error: CompiledError, place: ErrorPlace, context: CheckContext): SchemaProblem | undefined {
  switch (error.keyword) {
    case 'type':
      return explainType(place);
    case 'enum':
      return explainValue(place);
    case 'required':
      return explainRequired(error.params.missingProperty ?? '', place, context);
    case 'additionalProperties':
      return explainUnknownField(error.params.additionalProperty ?? '', place);
    default:
      return explainLimit(error.keyword as LimitKeyword, place, context.judgement);
  }
}

function explainRequired(name: string, place: ErrorPlace, context: CheckContext): SchemaProblem | undefined {
  if (context.isTemplate) return undefined;
  const field =
    place.path === ROOT_PATH ? topLevelFields(context.kind).get(name) : memberAt(place.field, name);
  if (field === undefined || !isRequired(field, context.judgement)) return undefined;
  const path = childPath(place.path, name);
  return {
    code: 'missing-required',
    path,
    part: 'key',
    data: { field: name, parent: place.path, type: typeName(field) },
    equivalents: path === 'spec' ? ['schema', 'V-DEC-05'] : ['schema'],
  };
}

/** A misspelt or misplaced field that would have been the missing one explains that it is missing. */
function withoutConsequences(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const explained = new Set<string>();
  for (const problem of problems) {
    if (problem.code === 'unknown-field') {
      const { parent, suggestions, place } = problem.data;
      for (const suggestion of suggestions) explained.add(childPath(parent, suggestion));
      if (place !== null) explained.add(place);
    } else if (problem.code === 'unknown-top-level') {
      for (const suggestion of problem.data.suggestions) explained.add(suggestion);
      if (problem.data.place?.startsWith('spec')) explained.add('spec');
    }
  }
  return problems.filter(
    (problem) => problem.code !== 'missing-required' || !isExplained(problem, explained),
  );
}

function isExplained(problem: SchemaProblemOf<'missing-required'>, explained: ReadonlySet<string>): boolean {
  return explained.has(problem.path);
}

/** Follows a JSON pointer through the document and the schema; undefined when the schema ends before it. */
function locate(root: YamlNode, pointer: string, context: CheckContext): ErrorPlace | undefined {
  let place: ErrorPlace = { path: ROOT_PATH, name: '', node: root, field: context.kind.root, parents: [] };
  for (const escaped of pointer.split('/').slice(1)) {
    const next = stepTo(place, escaped.replaceAll('~1', '/').replaceAll('~0', '~'), context);
    if (next === undefined) return undefined;
    place = next;
  }
  return place;
}

function stepTo(place: ErrorPlace, step: string, context: CheckContext): ErrorPlace | undefined {
  const { node, field, path } = place;
  const parents = [...place.parents, { path, node, field }];
  if (node.kind === 'seq') {
    const item = node.items[Number(step)];
    if (item === undefined || field.element === undefined) return undefined;
    return {
      path: itemPath(path, Number(step)),
      name: place.name,
      node: item.value,
      field: field.element,
      parents,
    };
  }
  const entry = findEntry(node, step);
  const member = path === ROOT_PATH ? topLevelFields(context.kind).get(step) : memberAt(field, step);
  if (entry === undefined || member === undefined) return undefined;
  return { path: childPath(path, step), name: step, node: entry.value, field: member, parents };
}

function isTemplateText(node: YamlNode): boolean {
  return node.kind === 'scalar' && holdsPlaceholder(node.text);
}
