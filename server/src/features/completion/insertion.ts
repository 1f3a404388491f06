/** Text of what completion inserts, in LSP snippet syntax: a key with the skeleton of its value. */
import type { FieldSchema, KindSchema } from '../../schema/field-schema.ts';
import type { Layout } from './layout.ts';
import { starterKeys } from './starters.ts';

export interface Insertion {
  readonly text: string;
  readonly isSnippet: boolean;
}

/** A member of the schema with its name and its path, `spec.http[].route`. */
export interface Member {
  readonly name: string;
  readonly path: string;
  readonly field: FieldSchema;
}

export interface InsertionPlace {
  readonly kind: KindSchema | undefined;
  readonly layout: Layout;
  readonly isFlow: boolean;
  /** Column of the key, or of the dash; of no meaning in flow style. */
  readonly column: number;
}

/** Nested skeletons stop here; no schema starts its objects deeper. */
const MAX_DEPTH = 8;

/** `name: ` and the skeleton of its value. */
export function entryInsertion(member: Member, place: InsertionPlace): Insertion {
  const writer = new SkeletonWriter(place);
  return writer.done(writer.entry(member, place.column, 0));
}

/** `- ` (or nothing in flow style) and the skeleton of an item of the list at `path`. */
export function itemInsertion(list: Member, place: InsertionPlace): Insertion {
  const writer = new SkeletonWriter(place);
  return writer.done(writer.item(list, place.column, 0));
}

/** An item of a list of objects that starts with one of its members. */
export function memberItemInsertion(member: Member, place: InsertionPlace): Insertion {
  const writer = new SkeletonWriter(place);
  return writer.done(
    place.isFlow
      ? `{ ${writer.entry(member, 0, 0)} }`
      : `- ${writer.entry(member, place.column + DASH_WIDTH, 0)}`,
  );
}

/** Literal text in snippet syntax. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

const DASH_WIDTH = 2;

class SkeletonWriter {
  readonly #place: InsertionPlace;
  #stops = 0;

  constructor(place: InsertionPlace) {
    this.#place = place;
  }

  done(text: string): Insertion {
    return { text, isSnippet: this.#stops > 0 };
  }

  entry(member: Member, column: number, depth: number): string {
    // A plain scalar cannot start with this sign.
    const quote =
      this.#place.layout.quote === '' && member.name.startsWith('@') ? '"' : this.#place.layout.quote;
    const name = `${quote}${member.name}${quote}`;
    if (this.#place.isFlow) return `${name}: ${this.#flowValue(member, depth)}`;
    const { field } = member;
    if (field.type === 'list') {
      const dash = column + this.#place.layout.dashStep;
      return `${name}:${this.#line(dash)}${this.item(member, dash, depth)}`;
    }
    if (isNested(field)) return `${name}:${this.#members(member, column + this.#place.layout.step, depth)}`;
    return `${name}: ${this.#scalar(field)}`;
  }

  item(list: Member, column: number, depth: number): string {
    const element = elementOf(list);
    if (this.#place.isFlow) return this.#flowValue(element, depth + 1);
    const inner = column + DASH_WIDTH;
    if (!isNested(element.field)) return `- ${this.#scalar(element.field)}`;
    return `- ${this.#members(element, inner, depth).slice(this.#line(inner).length)}`;
  }

  /** Lines of an object's members or of a map's first entry, each with a line end in front. */
  #members(owner: Member, column: number, depth: number): string {
    const line = this.#line(column);
    const members = this.#startersOf(owner, depth);
    if (owner.field.type === 'map') return `${line}${this.#mapEntry(owner, column, depth)}`;
    if (members.length === 0) return `${line}${this.#stop()}`;
    return members.map((member) => `${line}${this.entry(member, column, depth + 1)}`).join('');
  }

  #mapEntry(owner: Member, column: number, depth: number): string {
    const element = elementOf(owner);
    const key = this.#named('key');
    if (this.#place.isFlow) return `${key}: ${this.#flowValue(element, depth + 1)}`;
    if (!isNested(element.field)) return `${key}: ${this.#named('value')}`;
    return `${key}:${this.#members(element, column + this.#place.layout.step, depth + 1)}`;
  }

  #startersOf(owner: Member, depth: number): readonly Member[] {
    if (depth >= MAX_DEPTH) return [];
    return starterKeys(this.#place.kind, owner.path, owner.field).flatMap((name) => {
      const field = owner.field.fields?.get(name);
      return field === undefined ? [] : [{ name, field, path: `${owner.path}.${name}` }];
    });
  }

  #flowValue(member: Member, depth: number): string {
    const { field } = member;
    if (field.type === 'list') return `[${this.item(member, 0, depth)}]`;
    if (field.type === 'map') return `{ ${this.#mapEntry(member, 0, depth)} }`;
    if (!isNested(field)) {
      const isText = this.#place.layout.quote !== '' && field.type === 'string';
      return isText ? `"${this.#scalar(field)}"` : this.#scalar(field);
    }
    const members = this.#startersOf(member, depth);
    if (members.length === 0) return `{ ${this.#stop()} }`;
    return `{ ${members.map((inner) => this.entry(inner, 0, depth + 1)).join(', ')} }`;
  }

  /** The first value is left open, to be completed with its documentation; later ones are given as choices. */
  #scalar(field: FieldSchema): string {
    const choices = field.type === 'boolean' ? ['true', 'false'] : (field.enum ?? []).map(String);
    if (this.#stops === 0 || choices.length < 2) return this.#stop();
    this.#stops++;
    return `\${${this.#stops}|${choices.map((choice) => choice.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
  }

  #stop(): string {
    this.#stops++;
    return `$${this.#stops}`;
  }

  #named(name: string): string {
    const { quote } = this.#place.layout;
    this.#stops++;
    return `${quote}\${${this.#stops}:${name}}${quote}`;
  }

  #line(column: number): string {
    return this.#place.layout.lineEnd + ' '.repeat(Math.max(0, column));
  }
}

function elementOf(owner: Member): Member {
  const { field, path, name } = owner;
  return {
    name,
    field: field.element ?? { type: 'any', open: true },
    path: `${path}${field.type === 'map' ? '{}' : '[]'}`,
  };
}

/** True for what needs lines of its own in block style. */
export function isNested(field: FieldSchema): boolean {
  return field.type === 'object' || field.type === 'map' || (field.type === 'any' && field.open === true);
}
