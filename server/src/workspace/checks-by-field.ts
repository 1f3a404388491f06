/** Which checks have something to look at in an object: one walk through its fields, instead of a look by each of them. */
import type { KindId } from '../base/kind-id.ts';
import { writtenAmong } from '../model/fields-at.ts';
import type { WrittenResource } from '../model/resource.ts';
import type { Check } from './check.ts';

interface CheckedField {
  readonly pattern: string;
  readonly check: Check;
}

export class ChecksByField {
  readonly all: readonly Check[];
  readonly #fields: readonly CheckedField[];
  /** Those that look at every object. */
  readonly #general: ReadonlySet<Check>;

  /** @param kind of the objects */
  constructor(checks: readonly Check[], kind: KindId) {
    this.all = checks;
    this.#general = new Set(checks.filter((check) => fieldsOf(check, kind) === undefined));
    this.#fields = checks.flatMap((check) =>
      (fieldsOf(check, kind) ?? []).map((pattern) => ({ pattern, check })),
    );
  }

  /** Those that have something to look at, in their order. */
  of({ root }: Pick<WrittenResource, 'root'>): readonly Check[] {
    if (this.#general.size === this.all.length) return this.all;
    const met = new Set(this.#general);
    for (const { check } of writtenAmong(root, this.#fields)) met.add(check);
    return this.all.filter((check) => met.has(check));
  }
}

function fieldsOf({ fields }: Check, kind: KindId): readonly string[] | undefined {
  return fields instanceof Map ? fields.get(kind) : (fields as readonly string[] | undefined);
}
