/** Form of `schemas/docs.json`: the tables of `schemas/source/field-docs.yaml`, whose header states the look-up rules. */

export interface DocEntry {
  readonly doc: string;
  readonly default?: unknown;
  readonly format?: unknown;
  readonly example?: string;
  readonly pitfall?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly deprecated?: string;
  readonly stage?: string;
  /** Name of the shared table that documents what is inside. */
  readonly $ref?: string;
  /** `page#fragment` below the base address; absent: not on the public reference page. */
  readonly anchor?: string;
}

export interface DocTable {
  readonly about?: string;
  readonly page?: string;
  readonly extends?: string;
  /** By path inside the kind's spec or inside the shared message. */
  readonly fields: Readonly<Record<string, DocEntry>>;
}

export interface CompiledDocs {
  readonly baseUrl: string;
  readonly kinds: Readonly<Record<string, DocTable>>;
  readonly shared: Readonly<Record<string, DocTable>>;
}
