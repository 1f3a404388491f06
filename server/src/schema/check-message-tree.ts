/** Checks a message together with the extensions in it, each as the message that its `@type` names. */
import { childPath, itemPath } from '../base/node-path.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import { envoyMessages } from './families.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';
import { isAnyMessage, typeNamed } from './inner-message.ts';
import { kindSchema } from './lookup.ts';
import { messageField } from './message-field.ts';
import { TYPE_KEY } from './message-text.ts';
import { problemBelow } from './problem-below.ts';
import type { SchemaProblem, SchemaTarget } from './schema-problem.ts';
import { type ValidateOptions, validateResource } from './validate.ts';

/** `message`: the one that the field belongs to. Paths count from the root of the tree. */
export type TreeProblem = SchemaProblem & { readonly message: string };

/** An extension whose type cannot be read; `type` as written, null where there is none. */
export interface UnknownType {
  /** Of the type, or of what lacks it. */
  readonly path: string;
  readonly type: string | null;
}

export interface CheckedTree {
  readonly problems: readonly TreeProblem[];
  readonly unknownTypes: readonly UnknownType[];
  /** Extensions that have no configuration which could say their type. */
  readonly untyped: readonly string[];
}

export function checkMessageTree(
  root: YamlNode,
  kind: KindSchema,
  target: SchemaTarget,
  options: ValidateOptions = {},
): CheckedTree {
  const search = new Search();
  search.message({ node: root, kind, path: '' });
  const problems = search.found.flatMap(({ node, kind: message, path }) =>
    validateResource(node, message, target, options)
      // The type names the message, and is no field of it.
      .filter((problem) => path === '' || problem.path !== childPath('', TYPE_KEY))
      .map((problem) => ({ ...problemBelow(path, problem), message: message.kind })),
  );
  return { problems, unknownTypes: search.unknownTypes, untyped: search.untyped };
}

interface Standing {
  readonly node: YamlNode;
  readonly kind: KindSchema;
  readonly path: string;
}

/** Finds the extensions in a message, and theirs. */
class Search {
  readonly found: Standing[] = [];
  readonly unknownTypes: UnknownType[] = [];
  readonly untyped: string[] = [];
  /** Aliased values are walked once for each schema they stand under. */
  readonly #seen = new Map<YamlNode, FieldSchema>();

  message(standing: Standing): void {
    this.found.push(standing);
    this.#walk(standing.node, standing.kind.root, standing.path);
  }

  #walk(node: YamlNode, field: FieldSchema, path: string): void {
    if (node.kind === 'scalar' || this.#seen.get(node) === field) return;
    this.#seen.set(node, field);
    if (node.kind === 'map') {
      if (isAnyMessage(field)) this.#extension(node, path);
      else this.#members(node, field, path);
    } else if (field.element !== undefined) {
      for (const [index, { value }] of node.items.entries()) {
        this.#walk(value, field.element, itemPath(path, index));
      }
    }
  }

  #members(node: YamlMap, field: FieldSchema, path: string): void {
    if (field.type !== 'map' && lacksType(node, field)) this.untyped.push(path);
    for (const { key, value, overridden } of node.entries) {
      const inner = field.type === 'map' ? field.element : messageField(field, key.text)?.field;
      if (inner !== undefined && overridden !== true) this.#walk(value, inner, childPath(path, key.text));
    }
  }

  #extension(node: YamlMap, path: string): void {
    const type = findEntry(node, TYPE_KEY)?.value;
    if (type === undefined) {
      if (node.entries.length > 0) this.unknownTypes.push({ path, type: null });
      return;
    }
    if (type.kind !== 'scalar' || type.text === '' || holdsPlaceholder(type.text)) return;
    const id = typeNamed(type.text);
    const kind = id && kindSchema(id);
    if (kind !== undefined) this.message({ node, kind, path });
    else if (!mayBeRead(type.text)) {
      this.unknownTypes.push({ path: childPath(path, TYPE_KEY), type: type.text });
    }
  }
}

/** A message that is told what it is by the type of its configuration, or finds it elsewhere, has neither. */
function lacksType(node: YamlMap, field: FieldSchema): boolean {
  const wanted = messageField(field, 'typed_config');
  if (wanted === undefined || !isAnyMessage(wanted.field)) return false;
  return !node.entries.some(({ key }) => TYPED.has(key.text));
}

const TYPED: ReadonlySet<string> = new Set([
  'typed_config',
  'typedConfig',
  'config_discovery',
  'configDiscovery',
]);

/** Packages of which the control plane has messages that are not recorded here. */
const OTHER_PACKAGES =
  /^(?:google|istio|io\.istio|opentelemetry|opencensus|io\.prometheus|grpc|validate|envoy\.admin|envoy\.service)\./;

function mayBeRead(url: string): boolean {
  const name = url.slice(url.lastIndexOf('/') + 1);
  return OTHER_PACKAGES.test(name) || envoyMessages().types.some((type) => type.name === name);
}
