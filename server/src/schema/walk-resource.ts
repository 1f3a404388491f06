/** Walks a resource together with its schema for what ajv does not decide. */
import { lookUp } from '../base/look-up.ts';
import { childPath, itemPath, pathSteps, ROOT_PATH } from '../base/node-path.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import { compareReleases } from '../primitives/release-order.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSeq } from '../yaml/node.ts';
import { isGone } from './check-version.ts';
import type { Judgement } from './effective-limit.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';
import { isMessage } from './lookup.ts';
import { messageField } from './message-field.ts';
import { METADATA_SCHEMA } from './metadata-schema.ts';
import { isNull } from './plain-value.ts';
import type { SchemaEquivalent, SchemaProblem, SchemaTarget } from './schema-problem.ts';

export interface CheckContext {
  readonly kind: KindSchema;
  readonly target: SchemaTarget;
  readonly judgement: Judgement;
  readonly isTemplate: boolean;
}

export function walkResource(root: YamlNode, context: CheckContext): readonly SchemaProblem[] {
  const spec = context.kind.root.fields?.get('spec');
  const walk = new Walk(context);
  if (isMessage(context.kind)) {
    walk.field(root, context.kind.root);
    return walk.problems;
  }
  const metadataNode = findEntry(root, 'metadata')?.value;
  if (metadataNode !== undefined) walk.below('metadata', metadataNode, METADATA_SCHEMA);
  const specNode = findEntry(root, 'spec')?.value;
  if (spec !== undefined && specNode !== undefined) walk.below('spec', specNode, spec);
  return walk.problems;
}

class Walk {
  readonly problems: SchemaProblem[] = [];
  readonly #context: CheckContext;
  /** Aliased values are walked once for each schema they stand under. */
  readonly #seen = new Map<YamlNode, FieldSchema>();
  /** The way to where it stands: most places have no problem, and need no path. */
  readonly #steps: (string | number)[] = [];

  constructor(context: CheckContext) {
    this.#context = context;
  }

  below(step: string | number, node: YamlNode, field: FieldSchema): void {
    this.#steps.push(step);
    this.field(node, field);
    this.#steps.pop();
  }

  get #path(): string {
    return this.#steps.reduce<string>(
      (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
      ROOT_PATH,
    );
  }

  /** Values of the wrong type are left to ajv. */
  field(node: YamlNode, field: FieldSchema): void {
    if (node.kind !== 'scalar') {
      if (this.#seen.get(node) === field) return;
      this.#seen.set(node, field);
    }
    if (field.type === 'object') {
      if (node.kind === 'map') this.#object(node, field);
    } else if (field.type === 'list') {
      if (node.kind === 'seq') this.#list(node, field);
    } else if (field.type === 'map') {
      if (node.kind === 'map') this.#map(node, field);
    } else if (field.enum !== undefined) this.#enum(node, field);
  }

  #object(node: YamlMap, field: FieldSchema): void {
    for (const entry of node.entries) {
      if (entry.overridden === true || isNull(entry.value)) continue;
      const name = entry.key.text;
      const member = field.fields?.get(name) ?? messageField(field, name)?.field;
      if (member === undefined) continue;
      this.#steps.push(name);
      if (this.#isKnownToTarget(member, name)) this.field(entry.value, member);
      this.#steps.pop();
    }
    for (const group of field.oneOf ?? []) this.#oneOf(node, group);
  }

  /** False when the target does not have the field, so that nothing inside needs a word. */
  #isKnownToTarget(field: FieldSchema, name: string): boolean {
    const { kind, judgement, target } = this.#context;
    const { release } = judgement;
    if (field.since !== undefined && compareReleases(release, field.since) < 0) {
      this.#newer('field', name, field.since);
      return false;
    }
    if (field.until !== undefined && compareReleases(release, field.until) > 0) {
      const isCertain = isGone(kind, field.until, release);
      const data = { subject: 'field', name, until: field.until, target: release, isCertain } as const;
      this.problems.push({ code: 'removed', path: this.#path, part: 'key', data, equivalents: ['schema'] });
      return false;
    }
    if (kind.family === 'gateway-api' && target.channel === 'standard' && isExperimental(field, release)) {
      const data = {
        subject: 'field',
        name,
        standardSince: field.standardSince ?? null,
        target: release,
      } as const;
      this.problems.push({
        code: 'experimental-field',
        path: this.#path,
        part: 'key',
        data,
        equivalents: ['schema'],
      });
      return false;
    }
    if (field.deprecated !== undefined) this.#deprecated('field', name, field.deprecated);
    return true;
  }

  #newer(subject: 'field' | 'value', name: string, since: string): void {
    const { kind, judgement } = this.#context;
    this.problems.push({
      code: 'newer-than-target',
      path: this.#path,
      part: subject === 'field' ? 'key' : 'value',
      data: { subject, name, since, target: judgement.release, family: kind.family },
      equivalents: ['schema'],
    });
  }

  #deprecated(subject: 'field' | 'value', name: string, advice: string): void {
    this.problems.push({
      code: 'deprecated-field',
      path: this.#path,
      part: subject === 'field' ? 'key' : 'value',
      data: { subject, name, advice },
      equivalents: lookUp(DEPRECATION_CHECKS, name) ?? [],
    });
  }

  #oneOf(node: YamlMap, group: { readonly keys: readonly string[]; readonly exactlyOne: boolean }): void {
    const present = node.entries.filter((entry) => isPresent(entry) && group.keys.includes(entry.key.text));
    const isMissing = group.exactlyOne && present.length === 0 && !this.#context.isTemplate;
    if (present.length < 2 && !isMissing) return;
    const path = this.#path;
    const second = present[1]?.key.text;
    this.problems.push({
      code: 'one-of',
      path: second === undefined ? path : childPath(path, second),
      part: 'key',
      data: { group: group.keys, present: present.map((entry) => entry.key.text), parent: path },
      equivalents: ['schema', 'V-DEC-06'],
    });
  }

  #list(node: YamlSeq, field: FieldSchema): void {
    if (field.listMapKeys !== undefined || field.uniqueItems === true) this.#uniqueness(node, field);
    const { element } = field;
    if (element === undefined) return;
    for (const [index, item] of node.items.entries()) this.below(index, item.value, element);
  }

  #map(node: YamlMap, field: FieldSchema): void {
    const { element } = field;
    if (element === undefined) return;
    for (const entry of node.entries) {
      if (isPresent(entry)) this.below(entry.key.text, entry.value, element);
    }
  }

  #enum(node: YamlNode, field: FieldSchema): void {
    if (node.kind !== 'scalar') return;
    const since = lookUp(field.enumSince, node.text);
    if (since !== undefined && compareReleases(this.#context.judgement.release, since) < 0) {
      this.#newer('value', node.text, since);
      return;
    }
    const advice = lookUp(field.deprecatedValues, node.text);
    if (advice !== undefined) this.#deprecated('value', node.text, advice);
  }

  /** Items of list maps must differ in their keys, items of sets as a whole. */
  #uniqueness(node: YamlSeq, field: FieldSchema): void {
    const path = this.#path;
    const keys = field.listMapKeys ?? [];
    const seen = new Map<string, number>();
    for (const [index, item] of node.items.entries()) {
      const value = identity(item.value, keys, field.element);
      if (value === undefined || holdsPlaceholder(value)) continue;
      const first = seen.get(value);
      if (first === undefined) seen.set(value, index);
      else {
        const place = (at: number) =>
          keys.length === 1 ? childPath(itemPath(path, at), keys[0] ?? '') : itemPath(path, at);
        this.problems.push({
          code: 'duplicate-list-key',
          path: place(index),
          part: 'value',
          data: { field: lastName(path), keys, value, first: place(first) },
          equivalents: ['schema'],
        });
      }
    }
  }
}

/** Webhook checks that warn of a deprecated field; the field's name tells which. */
const DEPRECATION_CHECKS: Readonly<Record<string, readonly SchemaEquivalent[]>> = {
  mirrorPercent: ['V-VS-139'],
  mirror_percent: ['V-VS-139'],
  consecutiveErrors: ['V-DR-31'],
  minimumRingSize: ['V-DR-43'],
};

function isPresent(entry: YamlEntry): boolean {
  return entry.overridden !== true && !isNull(entry.value);
}

function isExperimental(field: FieldSchema, release: string): boolean {
  if (field.experimental === true) return true;
  return field.standardSince !== undefined && compareReleases(release, field.standardSince) < 0;
}

/** What makes an item unique, as text; undefined when a key is missing or no scalar. Defaults count as written. */
function identity(
  node: YamlNode,
  keys: readonly string[],
  element: FieldSchema | undefined,
): string | undefined {
  if (keys.length === 0) return node.kind === 'scalar' ? node.text : undefined;
  const parts: string[] = [];
  for (const key of keys) {
    const value = findEntry(node, key)?.value;
    if (value !== undefined && value.kind !== 'scalar') return undefined;
    const fallback = element?.fields?.get(key)?.default;
    if (value === undefined && fallback === undefined) return undefined;
    parts.push(value === undefined ? String(fallback) : value.text);
  }
  return parts.join(', ');
}

/** The last key of a path, for messages. */
function lastName(path: string): string {
  return pathSteps(path).findLast((step) => typeof step === 'string') ?? path;
}
